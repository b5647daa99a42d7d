"""bytes, bytearray, memoryview, struct, array, binascii and codecs."""
import array
import base64
import binascii
import codecs
import hashlib
import io
import struct
import zlib

b = b"hello \x00\xff"
print(b, b[0], b[1:3], b.hex(), b.hex(" ", 2), bytes.fromhex("de ad"), b.upper(), b.find(b"l"), b.split(b" "), b + b"!", b * 2, 104 in b, b"ell" in b)
print(bytes(3), bytes([1, 2]), bytes("é", "utf-8"), b"%d %s %a" % (5, b"x", "é"), b"a,b".replace(b",", b";"), bytes(reversed(b"abc")), sorted(b"cab"))
ba = bytearray(b"abc")
ba[0] = 122; ba += b"de"; ba[1:2] = b"XYZ"; ba.append(33); del ba[-2]
ba.extend([1, 2])
print(ba, ba.pop(), ba.decode("latin-1"), bytes(ba), ba == bytes(ba), hash(bytes(ba)) == hash(bytes(ba)))
m = memoryview(ba)
m[0] = 65
print(m[0], bytes(m[1:3]), m.nbytes, m.format, m.readonly, m.tolist()[:3], m == ba)
try:
    ba.append(1)
except BufferError as e:
    print(e)
m.release()
ba.append(1)
try:
    m[0]
except ValueError as e:
    print(e)
a = array.array("H", [1, 2, 3])
v = memoryview(a)
print(v.itemsize, v.shape, v.cast("B").tolist(), v[::-1].tolist(), a.tobytes())
print(struct.pack(">IhB", 1, -2, 255), struct.unpack("<3sxf", b"abc\0\0\0\x80?"), struct.calcsize("q"), list(struct.iter_unpack("B", b"ab")))
print(base64.b64encode(b"data"), base64.b64decode("ZGF0YQ=="), binascii.hexlify(b"x"), zlib.decompress(zlib.compress(b"z" * 100)) == b"z" * 100, zlib.crc32(b"crc"), hashlib.sha256(b"h").hexdigest()[:16], hashlib.md5(b"m").hexdigest())
print(codecs.encode("rot", "rot13"), codecs.lookup("utf8").name, codecs.decode(b"\xc3\xa9", "utf-8"), list(codecs.iterdecode([b"\xc3", b"\xa9"], "utf-8")))
for bad in (lambda: bytes([300]), lambda: b"x" + "y", lambda: bytes("x"), lambda: b"x".join(["a"]), lambda: bytes.fromhex("zz"), lambda: bytearray(b"a").__setitem__(0, 999), lambda: struct.pack("B", 256), lambda: b"\xc3".decode()):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
s = io.BytesIO(b"line1\nline2\n")
print(s.readline(), s.read(3), s.tell(), s.seek(0), list(s), s.getvalue()[:3])
t = io.StringIO()
print("to string", 5, file=t, sep="-", end="|")
t.write("more")
print(t.getvalue())
w = io.TextIOWrapper(io.BytesIO("é\r\nx".encode()), "utf-8", newline=None)
print(w.read(), w.encoding)
class Reader(io.RawIOBase):
    def __init__(self): self.parts = [b"ab", b"cdef", b""]
    def readable(self): return True
    def readinto(self, buffer):
        part = self.parts.pop(0)
        buffer[: len(part)] = part
        return len(part)
print(io.BufferedReader(Reader()).read())
