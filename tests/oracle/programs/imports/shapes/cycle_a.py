from shapes import cycle_b

value = "a"
