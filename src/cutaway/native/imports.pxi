# Import statements: the machine asks `__import__`, as CPython does, and words the errors.

cdef machine_import_name(Frame *frame, name, fromlist, level):
    cdef PyThreadState *tstate = thread_state()
    cdef PyObject *function = _PyDict_GetItemWithError(frame.f_builtins, <PyObject *>NAME_IMPORT)
    cdef PyObject *names = frame.f_locals if frame.f_locals is not NULL else Py_None
    cdef PyObject *module
    cdef int depth
    if function is NULL:
        if PyErr_Occurred() is NULL:
            raise ImportError("__import__ not found")
        failed()
    if function is tstate.interp.import_func:           # nobody replaced it: the short way
        depth = _PyLong_AsInt(<PyObject *>level)
        if depth == -1 and PyErr_Occurred() is not NULL:
            failed()
        module = PyImport_ImportModuleLevelObject(<PyObject *>name, frame.f_globals, names, <PyObject *>fromlist, depth)
        if module is NULL:
            failed()
        return stolen(module)
    return (<object>function)(name, <object>frame.f_globals, <object>names, fromlist, level)


cdef machine_import_from(Frame *frame, module, name):
    cdef PyObject *value
    if _PyObject_LookupAttr(<PyObject *>module, <PyObject *>name, &value) < 0:
        failed()
    if value is not NULL:
        return stolen(value)
    package = package_name(module)
    if package is not None:
        # A circular import: the submodule may be in sys.modules and not yet an attribute (bpo-17636).
        full_name = "%s.%s" % (package, name)
        value = PyImport_GetModule(<PyObject *>full_name)
        if value is not NULL:
            return stolen(value)
        if PyErr_Occurred() is not NULL:
            failed()
    raise_cannot_import(module, name, package)


cdef package_name(module):
    """module.__name__ if it is a str; else None."""
    cdef PyObject *value = PyObject_GetAttr(<PyObject *>module, <PyObject *>NAME_NAME)
    if value is NULL:
        PyErr_Clear()
        return None
    name = stolen(value)
    return name if isinstance(name, str) else None


cdef raise_cannot_import(module, name, package):
    cdef PyObject *found = PyModule_GetFilenameObject(<PyObject *>module)
    cdef PyObject *spec
    shown = "<unknown module name>" if package is None else package
    if found is NULL:
        PyErr_Clear()
        raise ImportError("cannot import name %r from %r (unknown location)" % (name, shown), name=package, path=None)
    path = stolen(found)
    spec = PyObject_GetAttr(<PyObject *>module, <PyObject *>NAME_SPEC)
    if spec is NULL:
        PyErr_Clear()
    text = "cannot import name %r from %r (%s)"
    if _PyModuleSpec_IsInitializing(spec):
        text = "cannot import name %r from partially initialized module %r (most likely due to a circular import) (%s)"
    Py_XDECREF(spec)
    raise ImportError(text % (name, shown, path), name=package, path=path)


cdef machine_import_star(Frame *frame, module):
    """Bind the public names; the frame's variables go through its dict of locals, as a function's would."""
    cdef HostFrameObject *shown = frame_object(thread_state(), frame)
    if shown is NULL or PyFrame_FastToLocalsWithError(shown) < 0:
        failed()
    if frame.f_locals is NULL:
        raise SystemError("no locals found during 'import *'")
    try:
        bind_public_names(<object>frame.f_locals, module)
    finally:
        PyFrame_LocalsToFast(shown, 0)


cdef bind_public_names(names, module):
    cdef bint from_dict = False
    listed = getattr(module, "__all__", NULL_IN_BOOK)
    if listed is NULL_IN_BOOK:
        space = getattr(module, "__dict__", NULL_IN_BOOK)
        if space is NULL_IN_BOOK:
            raise ImportError("from-import-* object has no __dict__ and no __all__")
        listed = list(space.keys())
        from_dict = True
    position = 0
    while True:
        try:
            name = listed[position]
        except IndexError:
            return
        position += 1
        if not isinstance(name, str):
            raise_bad_public_name(module, name, from_dict)
        if from_dict and name.startswith("_"):
            continue
        names[name] = get_attribute(module, name)


cdef raise_bad_public_name(module, name, bint from_dict):
    owner = module.__name__
    kind = machine_type_name(type(name))
    if not isinstance(owner, str):
        raise TypeError("module __name__ must be a string, not %s" % machine_type_name(type(owner)))
    raise TypeError("%s in %s.%s must be str, not %s" % (
        "Key" if from_dict else "Item", owner, "__dict__" if from_dict else "__all__", kind))
