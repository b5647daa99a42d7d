"""What the interpreter made before the program began is as much the collector's as what the program makes."""
import codecs
import gc
import io
import os
import types


def holders(thing, kind):
    return [each for each in gc.get_referrers(thing) if type(each) is kind]


for function in (codecs.BufferedIncrementalDecoder.__init__, os.path.join, io.IOBase.register, os.fspath):
    code = getattr(function, "__code__", None)
    print(function.__name__, gc.is_tracked(function), code and [each is function for each in holders(code, types.FunctionType)])
for kind in (codecs.Codec, codecs.IncrementalDecoder, io.RawIOBase, os._Environ):
    print(kind.__qualname__, any(kind in bases for bases in holders(kind, tuple)), any(each is kind for each in gc.get_objects()))
print([each.__name__ for each in holders(vars(codecs), types.ModuleType)])
print(gc.get_freeze_count(), gc.get_objects(generation=1) != [])


class Loop:
    pass


one = Loop()
one.self = one
gc.freeze()
print(gc.get_freeze_count() > 1000, any(each is one for each in gc.get_objects()))
gc.unfreeze()
print(gc.get_freeze_count(), any(each is one for each in gc.get_objects()))
ours = ("cutaway.universe", "cutaway.compiler", "cutaway.cache", "cutaway.importer")
print([each for each in gc.get_objects() if type(each).__module__.startswith(ours)])
print([each.__name__ for each in gc.get_objects() if type(each) is types.ModuleType and each.__name__.startswith("cutaway")])
