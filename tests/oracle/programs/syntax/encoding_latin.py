# -*- coding: latin-1 -*-
"""Source that is not UTF-8 and says so."""
text = "café"
print(text, len(text), ascii(text))
raise ValueError(text)
