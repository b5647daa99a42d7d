"""faulthandler prints the frames of a thread from C."""
import faulthandler
import sys
import tempfile


def dumps():
    with tempfile.TemporaryFile("w+") as f:
        faulthandler.dump_traceback(f, all_threads=False)
        f.seek(0)
        return [line.strip().replace(__file__, "FILE") for line in f if "File" in line]


class K:
    def method(self):
        return [dumps() for _ in range(1)]


print(dumps())
print(K().method())
print(next(dumps() for _ in "x"))
faulthandler.enable()
faulthandler.disable()
