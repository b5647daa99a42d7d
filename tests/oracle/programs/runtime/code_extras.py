"""C code may hang data on code objects; its free function hears of these and of no others, also at the very end."""

import ctypes
import gc

release = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
api = ctypes.pythonapi
api._PyCode_SetExtra.argtypes = (ctypes.py_object, ctypes.c_ssize_t, ctypes.c_void_p)
released = []
hook = release(released.append)
index = api._PyEval_RequestCodeExtraIndex(hook)

space = {}
exec("def used(n):\n    return [i * n for i in range(3)]\ndef marked(n):\n    return n + 1\n", space)
print(space["used"](2), space["marked"](2))
print(api._PyCode_SetExtra(space["marked"].__code__, index, 4096))
print(space["marked"](3))
del space["used"]
gc.collect()
print(released)
del space["marked"]
gc.collect()
print(released)


def dies_with_the_module():
    return 1


print(dies_with_the_module())
