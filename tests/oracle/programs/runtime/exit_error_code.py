"""An uncaught error after output, with an object that talks when the interpreter ends."""


class Last:
    def __del__(self):
        print("deleted at shutdown")


keep = Last()
print("out")
raise RuntimeError("the end")
