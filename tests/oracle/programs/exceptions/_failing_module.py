def fail():
    raise LookupError("while importing")


class Holder:
    value = fail()
