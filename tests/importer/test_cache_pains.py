"""What people suffer from in caches of bytecode: each shown under CPython first, then gone."""

from __future__ import annotations

import os
import py_compile
import shutil
import time
from pathlib import Path

import pytest

from cutaway.cache.folders import user_folder
from cutaway.cache.header import PycHeader
from cutaway.cache.record_store import RecordStore
from tests.importer.conftest import Importing

CACHE = "__pycache__/m.cpython-311.pyc"
WHY = """
import sys
said = []
sys.addaudithook(lambda event, args: event == "cutaway.cache" and said.append(args))
import m
print(m.VALUE, *[f"{state}: {reason}" for name, source, cache, state, reason in said if name == "m"])
"""


@pytest.fixture(autouse=True)
def own_cache_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def value_of(importing: Importing, *, ours: bool) -> str:
    return importing.run("import m; print(m.VALUE)", ours=ours).out.strip()


def source_of_second(importing: Importing, text: str, second: int, nanoseconds: int) -> None:
    path = importing.folder / "m.py"
    path.write_text(text)
    stamp = second * 1_000_000_000 + nanoseconds
    os.utime(path, ns=(stamp, stamp))


def test_an_edit_in_the_same_second_that_keeps_the_size(importing: Importing) -> None:
    """python/cpython#75953, #121376."""
    for ours, expected in ((False, "111"), (True, "222")):
        source_of_second(importing, "VALUE = 111\n", 1_700_000_000, 100_000_000)
        assert value_of(importing, ours=ours) == "111"
        source_of_second(importing, "VALUE = 222\n", 1_700_000_000, 700_000_000)
        assert value_of(importing, ours=ours) == expected
        (importing.folder / CACHE).unlink()


def test_an_edit_that_keeps_time_and_size(importing: Importing) -> None:
    """Builds that give every file one time (SOURCE_DATE_EPOCH, archives): the inode's own time shows the edit."""
    for ours, expected in ((False, "111"), (True, "222")):
        source_of_second(importing, "VALUE = 111\n", 315_532_800, 0)
        assert value_of(importing, ours=ours) == "111"
        source_of_second(importing, "VALUE = 222\n", 315_532_800, 0)
        assert value_of(importing, ours=ours) == expected
        (importing.folder / CACHE).unlink()


def test_an_edit_right_after_the_import(importing: Importing) -> None:
    """Within the clock's granularity even the inode's times are the same: then the content is compared."""
    program = """
import importlib, os, sys
sys.path.insert(0, os.getcwd())
wrong = 0
for turn in range(100, 400):
    with open("m.py", "w") as stream:
        stream.write(f"VALUE = {turn}\\n")
    os.utime("m.py", ns=(1_700_000_000_000_000_000,) * 2)
    sys.modules.pop("m", None)
    importlib.invalidate_caches()
    import m
    wrong += m.VALUE != turn
print(wrong)
"""
    assert int(importing.run(program, ours=False).out) > 200
    shutil.rmtree(importing.folder / "__pycache__")
    assert importing.run(program).out == "0\n"


def test_a_second_within_a_cache_of_cpythons(importing: Importing) -> None:
    """Without a record of ours the times of both files, in nanoseconds, show an edit within the header's second."""
    second = int(time.time())
    source_of_second(importing, "VALUE = 111\n", second, 100_000_000)
    assert value_of(importing, ours=False) == "111"
    os.utime(importing.folder / CACHE, ns=(second * 10**9 + 200_000_000,) * 2)
    source_of_second(importing, "VALUE = 222\n", second, 700_000_000)
    assert value_of(importing, ours=False) == "111"
    assert value_of(importing, ours=True) == "222"


def test_a_deploy_that_resets_file_times(importing: Importing) -> None:
    """serverless/serverless#13889: every start compiled again, without a word."""
    importing.write(m="VALUE = 1\n")
    assert importing.run(WHY).out == "1 missing: there is no cache yet\n"
    os.utime(importing.folder / "m.py", (315_532_800, 315_532_800))
    told = importing.run("import m", "-v", ours=False).err
    assert "bytecode is stale for 'm'" in told
    importing.write(m="VALUE = 1\n")
    (importing.folder / CACHE).unlink()
    importing.run(WHY)
    os.utime(importing.folder / "m.py", (315_532_800, 315_532_800))
    moved = importing.run(WHY).out
    assert moved.startswith("1 fresh: source is of 1980-01-01 00:00:00 UTC, cache was made from one of 2023-11-14")
    assert moved.endswith("but the content is the same\n")
    # And CPython, too, finds it fresh from then on.
    assert "bytecode is stale" not in importing.run("import m", "-v", ours=False).err


@pytest.mark.parametrize("keep", [0, 3, 12, 17, 40, -1])
def test_a_short_write(importing: Importing, keep: int) -> None:
    """python/cpython#126606: EOFError at the next run."""
    importing.write(m="VALUE = 1\ndef f(): return 'a constant'\n")
    py_compile.compile(str(importing.folder / "m.py"))
    whole = (importing.folder / CACHE).read_bytes()
    for recorded in (False, True):
        if recorded:
            (importing.folder / CACHE).unlink()
            importing.run(WHY)
        (importing.folder / CACHE).write_bytes(whole[:keep])
        if keep > 16 or keep < 0:
            assert "EOFError: " in importing.run(WHY, ours=False).err
        out = importing.run(WHY).out
        assert out.startswith("1 corrupt: "), out
        assert importing.run(WHY).out.startswith("1 fresh: ")
        assert (importing.folder / CACHE).read_bytes() == whole


def test_every_flipped_bit_is_a_miss(importing: Importing) -> None:
    """With our record: whatever bit it is, what is imported is right."""
    importing.write(m="def f(): return 'x y'\n")
    good = importing.run("import m").files[CACHE]
    importing.write_bytes("good.bin", good)
    program = f"""
import importlib, m, os
data = open("good.bin", "rb").read()
os.utime("m.py", (1_700_000_000, 1_700_000_000))
for place in range(len(data)):
    for bit in (1, 0x80):
        flipped = data[:place] + bytes([data[place] ^ bit]) + data[place + 1:]
        open("{CACHE}", "wb").write(flipped)
        m = importlib.reload(m)
        assert m.f() == "x y", place
print("survived")
"""
    run = importing.run(program)
    assert run.out == "survived\n", run.err


def test_flipped_bits_without_a_record_never_crash(importing: Importing) -> None:
    program = f"""
import importlib, os, shutil, sys
os.environ.clear()
importlib.invalidate_caches()
import m
data = open("good.bin", "rb").read()
count = 0
for place in range(16, len(data)):
    flipped = data[:place] + bytes([data[place] ^ 0x15]) + data[place + 1:]
    open("{CACHE}", "wb").write(flipped)
    shutil.rmtree({os.environ["XDG_CACHE_HOME"]!r}, ignore_errors=True)
    m.__spec__.loader.get_code("m")
    count += 1
print(count == len(data) - 16)
"""
    importing.write(m="def f(a, *b): return 'x y', (1, 2.5), {a for a in b}\n")
    good = importing.run("import m").files[CACHE]
    importing.write_bytes("good.bin", good)
    run = importing.run(program)
    assert run.out == "True\n", run.err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_of_somebody_elses(importing: Importing) -> None:
    """OpenEmux#370: a cache that can never be written is silently useless."""
    importing.write(m="VALUE = 1\n")
    for parent in (importing.folder, *importing.folder.parents):
        if parent not in (Path("/tmp"), Path("/")):
            parent.chmod(0o755)
    # Not earlier: the interpreter's own files may be out of another user's reach.
    become_nobody = "import os; os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
    run = importing.run(become_nobody + WHY, "-v")
    first, second = run.out.removeprefix("1 ").rstrip().split(" unwritable: ")
    assert first == "missing: there is no cache yet"
    assert second.startswith(f"could not create '{importing.folder}/__pycache__'")
    assert run.err.count("# could not create") == 1
    assert not importing.caches()


def test_a_full_disk(importing: Importing) -> None:
    """A write that fails half-way leaves no file, and one line under -v."""
    importing.write(m="VALUE = 1\n" + "x = 'a long constant that fills the file'\n" * 100)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))\n"
    limit += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    run = importing.run(limit + "import m; print(m.VALUE)", "-v")
    assert run.out == "1\n"
    assert run.err.count("could not create") == 1
    assert os.listdir(importing.folder / "__pycache__") == []


def test_a_link_out_of_the_folder_is_not_followed(
    importing: Importing, tmp_path_factory: pytest.TempPathFactory
) -> None:
    importing.write(m="VALUE = 1\n")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (importing.folder / "__pycache__").symlink_to(elsewhere)
    run = importing.run(WHY, "-v")
    assert run.err.count("is a link that leads elsewhere") == 1
    assert os.listdir(elsewhere) == []
    (importing.folder / "__pycache__").unlink()
    (importing.folder / "__pycache__").mkdir()
    (elsewhere / "victim").write_text("mine")
    (importing.folder / CACHE).symlink_to(elsewhere / "victim")
    assert importing.run("import m; print(m.VALUE)").out == "1\n"
    assert (elsewhere / "victim").read_text() == "mine"


def test_permissions_are_not_wider_than_the_sources(importing: Importing) -> None:
    importing.write(m="VALUE = 1\n")
    (importing.folder / "m.py").chmod(0o600)
    importing.run("import m")
    assert (importing.folder / CACHE).stat().st_mode & 0o777 == 0o600
    folder = user_folder(None)
    records = RecordStore(folder)
    assert Path(records.path_of(str(importing.folder / CACHE))).stat().st_mode & 0o777 == 0o600
    assert Path(records.path_of("")).parent.parent.stat().st_mode & 0o777 == 0o700


def test_no_record_beside_the_cache(importing: Importing, own_cache_home: Path) -> None:
    importing.write(m="VALUE = 1\n")
    importing.run("import m")
    assert os.listdir(importing.folder / "__pycache__") == ["m.cpython-311.pyc"]
    assert list(own_cache_home.rglob("*.record"))
    prefix = importing.folder / "prefix"
    importing.run("import m", environment={"PYTHONPYCACHEPREFIX": str(prefix)})
    assert len(list((prefix / ".cutaway").rglob("*.record"))) == 1


def test_losing_the_records_costs_only_precision(importing: Importing, own_cache_home: Path) -> None:
    importing.write(m="VALUE = 1\n")
    importing.run(WHY)
    shutil.rmtree(own_cache_home / "cutaway")
    assert importing.run(WHY).out == "1 fresh: by header only: same time and size\n"
    for file in own_cache_home.rglob("*.record"):
        file.write_bytes(b"no record")
    assert importing.run(WHY).out == "1 fresh: by header only: same time and size\n"


def test_what_is_made_by_another_compiler_is_made_again(importing: Importing, own_cache_home: Path) -> None:
    importing.write(m="VALUE = 1\n")
    importing.run(WHY)
    records = RecordStore(str(own_cache_home / "cutaway"))
    record = records.read(str(importing.folder / CACHE))
    assert record is not None
    records.write(record._replace(maker="cutaway 0.0.1"))
    assert importing.run(WHY).out == "1 stale: made by cutaway 0.0.1, this is tests\n"


def test_another_tools_cache_is_not_called_damaged(importing: Importing) -> None:
    """A record that speaks of another file is no witness against this one."""
    importing.write(m="VALUE = 1\n")
    importing.run(WHY)
    importing.write_bytes("m.py", b"VALUE = 22\n", mtime=1_700_000_500)
    py_compile.compile(str(importing.folder / "m.py"))
    assert importing.run(WHY).out == "22 fresh: by header only: same time and size\n"


def test_hostile_file(importing: Importing) -> None:
    """A file that crashes `marshal.loads`: a set that hashes a tuple that is still being made."""
    importing.write(m="VALUE = 1\n")
    header = PycHeader.of_timestamp(1_700_000_000, len("VALUE = 1\n")).to_bytes()
    importing.write_bytes(CACHE, header + b"\xa9\1>\1\0\0\0r\0\0\0\0")
    assert importing.run(WHY).out.startswith("1 corrupt: marshal: a reference to object 0 inside itself")
    (importing.folder / "m.py").unlink()
    importing.write_bytes("m.pyc", header + b"\xa9\1>\1\0\0\0r\0\0\0\0")
    run = importing.run(WHY)
    assert run.err.endswith("ValueError: bad marshal data (a reference to object 0 inside itself)\n")
