__all__ = ["exported", "circle"]
exported = "exported by __all__"
hidden = 1
_private = 2
