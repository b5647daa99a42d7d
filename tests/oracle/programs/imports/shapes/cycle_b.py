import shapes.cycle_a

value = "b sees " + str(hasattr(shapes, "cycle_a"))
