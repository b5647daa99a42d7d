print("after a BOM")
raise ValueError("é")
