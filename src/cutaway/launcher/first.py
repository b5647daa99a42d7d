"""Our first modules, from the head of the bundle: finding them by the host's import system takes longer than all else.

    run(script, modules, head)

In: the path of start.py; sys.modules as the host made it; the head of the bundle, or nothing where it is not there,
damaged or another Python's.  Out: the guest has run.

start.py takes this very module's code from the head too, before anybody has looked whether it is still true: that is
done here.  Where there is no head it runs this file, so that nothing may be imported here but at need.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

FIRST = "cutaway.launcher.boot"


def run(script: str, modules: "dict[str, ModuleType]", head: "tuple[Any, ...]") -> None:
    """Load our first modules and let them start the guest; see the module."""
    root = script.rpartition("/")[0].rpartition("/")[0].rpartition("/")[0]
    library = getattr(sys, "_stdlib_dir")  # noqa: B009  (a private name that typeshed does not list)
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder of start.py, which the host put there; the guest's own first entry comes later
    guest_path = sys.path
    # Ours only: a folder on PYTHONPATH may hold an `ast.py` of the guest's.
    sys.path = [root, *[entry for entry in guest_path if entry == library or entry.endswith("/lib-dynload")]]
    made = run_first_modules(root, head[1]) if head else {}
    if made:
        start = made[FIRST].start
    else:
        from cutaway.launcher.boot import start

        head = ()
    start(script, modules, guest_path, head)


def run_first_modules(root: str, members: "tuple[Any, ...]") -> "dict[str, Any]":
    """Run the modules at the head of the bundle.  Out: them by name; empty where a source is not as it was."""
    from _imp import _fix_co_filename  # type: ignore[attr-defined]
    from posix import stat

    try:
        for _, _, relative, _, mtime, size, *_ in members:
            status = stat(root + relative)
            if status.st_mtime_ns != mtime or status.st_size != size:
                return {}
    except OSError:
        return {}
    made: dict[str, Any] = {}
    for name, _, relative, is_package, _, _, _, imports, code in members:
        if code.co_filename != root + relative:
            _fix_co_filename(code, root + relative)
        module = made[name] = type(sys)(name)
        space = module.__dict__
        space["__file__"] = root + relative
        package, _, child = name.rpartition(".")
        space["__package__"] = name if is_package else package
        if is_package:
            space["__path__"] = [space["__file__"].rpartition("/")[0]]
        if package:
            setattr(made[package], child, module)
        for source, names in imports:
            for there, here in names:
                found = made.get(source) or __import__(source)
                space[here] = getattr(found, there) if there else found
        exec(code, space)
    return made
