"""Hello world: what starting and stopping costs; the time is that of the whole process."""

print("CHECK hello")
