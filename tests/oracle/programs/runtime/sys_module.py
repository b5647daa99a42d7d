"""Parts of sys that an implementation must get right."""
import sys

print(sys.getsizeof(1) > 0, sys.intern("a") is sys.intern("a"), sys.getrefcount(object()) >= 1, sys.maxunicode, sys.float_info.max, sys.hash_info.width)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.exc_info(), sys.exception(), sys.call_tracing(lambda a: a + 1, (2,)))
print(sys.displayhook is sys.__displayhook__, sys.excepthook is sys.__excepthook__, sys.breakpointhook is sys.__breakpointhook__)
sys.displayhook([1, "two"])
print(_)
sys.displayhook(None)
print(_)
sys.excepthook(ValueError, ValueError("by hand"), None)
sys.stdout.flush()
sys.breakpointhook = lambda *a, **k: print("breakpoint", a, k)
breakpoint(1, x=2)
sys.audit("test.event", 1)
seen = []
sys.addaudithook(lambda event, args: seen.append(event) if event in ("compile", "exec", "import", "my.event") else None)
sys.audit("my.event")
exec("1")
import colorsys

print(seen[0], "compile" in seen, "exec" in seen, "import" in seen)
print(sys.getswitchinterval() > 0, sys.flags.hash_randomization, hash("abc") == hash("ab" + "c"), sys.copyright[:13], sys.api_version)
print(all(m in sys.modules for m in ("sys", "builtins", "__main__")), "cutaway" in sys.modules, [m for m in sys.modules if m.startswith("cutaway")])
print(sys.stdlib_module_names > {"os", "re"}, sys.builtin_module_names[:1], sys.meta_path != [], sys.path_hooks != [])
sys.ps1 = "x"
sys.tracebacklimit = 1


def f():
    g()


def g():
    raise ValueError("limited")


f()
