class O:
    def __str__(self):
        return "object's text"


raise SystemExit(O())
