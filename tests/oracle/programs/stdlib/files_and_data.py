"""os, pathlib, tempfile, shutil, csv, configparser, sqlite3, xml, datetime, zipfile, shelve."""
import configparser
import csv
import datetime
import io
import os
import pathlib
import shelve
import shutil
import sqlite3
import tempfile
import xml.etree.ElementTree as ET
import zipfile

with tempfile.TemporaryDirectory() as folder:
    root = pathlib.Path(folder)
    (root / "sub").mkdir()
    (root / "a.txt").write_text("line 1\nline 2\n")
    with open(root / "b.bin", "wb") as f:
        f.write(bytes(range(10)))
    print(sorted(p.name for p in root.rglob("*")), (root / "a.txt").read_text().splitlines(), (root / "b.bin").stat().st_size, (root / "x/y/../z.tar.gz").suffixes)
    with open(root / "a.txt") as f:
        print([line.strip() for line in f], f.closed, f.mode)
    shutil.copy(root / "a.txt", root / "sub")
    print(sorted(os.listdir(root)), [(os.path.basename(d), sorted(dd), sorted(ff)) for d, dd, ff in os.walk(root)][-1], os.path.splitext("a/b.c"))
    with zipfile.ZipFile(root / "z.zip", "w") as z:
        z.write(root / "a.txt", "a.txt")
    with zipfile.ZipFile(root / "z.zip") as z:
        print(z.namelist(), z.read("a.txt"))
    with shelve.open(str(root / "shelf")) as s:
        s["k"] = [1, {"x": 2}]
    with shelve.open(str(root / "shelf")) as s:
        print(dict(s))
    with tempfile.NamedTemporaryFile("w+", dir=root) as t:
        t.write("tmp")
        t.seek(0)
        print(t.read())
    for bad in (lambda: open(root / "missing"), lambda: open(root), lambda: os.mkdir(root), lambda: os.rmdir(root), lambda: (root / "a.txt").iterdir().__next__()):
        try:
            bad()
        except OSError as e:
            print(type(e).__name__, e.errno, e.strerror)
out = io.StringIO()
w = csv.DictWriter(out, ["a", "b"])
w.writeheader()
w.writerow({"a": 1, "b": 'x,"y"'})
print(repr(out.getvalue()), list(csv.reader(io.StringIO('1,"a\nb",3\n'))), list(csv.DictReader(io.StringIO("h,i\n1,2\n"))))
c = configparser.ConfigParser()
c.read_string("[s]\nk = v\nn = 5\nref = %(k)s!\n")
print(c["s"]["k"], c.getint("s", "n"), c["s"]["ref"], c.sections(), dict(c["s"]))
db = sqlite3.connect(":memory:")
db.execute("create table t (id integer primary key, name text)")
db.executemany("insert into t (name) values (?)", [(n,) for n in ("b", "a", "c")])
db.create_function("twice", 1, lambda x: x * 2)
class Agg:
    def __init__(self): self.parts = []
    def step(self, v): self.parts.append(v)
    def finalize(self): return "-".join(self.parts)
db.create_aggregate("glue", 1, Agg)
db.row_factory = sqlite3.Row
print([tuple(r) for r in db.execute("select id, twice(name) from t order by name")], db.execute("select glue(name) from t").fetchone()[0], db.execute("select * from t").fetchone().keys())
try:
    with db:
        db.execute("insert into t values (1, 'dup')")
except sqlite3.IntegrityError as e:
    print(e)
tree = ET.fromstring("<r a='1'><i>x</i><i>y</i></r>")
print([e.text for e in tree.findall("i")], tree.attrib, ET.tostring(tree))
D = datetime.datetime
d = D(2024, 2, 29, 12, 30, tzinfo=datetime.timezone.utc)
print(d.isoformat(), d + datetime.timedelta(days=365.5), d.strftime("%A %j %%"), D.strptime("01/02/2023", "%d/%m/%Y"), d.replace(year=2023, day=1).date(), (d - D(2024, 1, 1, tzinfo=datetime.timezone.utc)).total_seconds(), datetime.date.fromisoformat("2024-01-01").isocalendar())
import collections, urllib.parse, uuid, ipaddress, graphlib, calendar, types
print(urllib.parse.urlparse("http://u@h:80/p;x?q=1#f"), urllib.parse.urlencode({"a": "b c", "d": 1}), urllib.parse.quote("é/"), uuid.uuid5(uuid.NAMESPACE_DNS, "x"), ipaddress.ip_network("10.0.0.0/30").num_addresses, list(graphlib.TopologicalSorter({"a": {"b"}, "b": {"c"}}).static_order()), calendar.monthrange(2024, 2))
