x = 1
print(repr("""a
b"""))
if x:
    raise ValueError(x)
