print("before")
x = "no end
