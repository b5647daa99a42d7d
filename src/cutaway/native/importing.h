/* Import statements of our compiled modules.
 *
 * They lead to sys.modules, which is the guest's: it may have a module of the same name, half made or its own.  While our
 * own importer loads such a module (launcher/private_imports.py) it leaves itself in the interpreter's dictionary for C
 * code (universe/process.c, `lead_imports`), where no Python program sees it, and is asked instead.  Everywhere else
 * nothing is different.  build.py puts this text into the C that Cython makes, after Python.h. */

static PyObject *
cutaway_lead(const char *key)
{
    PyObject *facts = PyInterpreterState_GetDict(PyInterpreterState_Get());
    return facts == NULL ? NULL : PyDict_GetItemString(facts, key);
}

/* The modules that Cython makes for itself, such as that of the types that all its modules share. */
static PyObject *
cutaway_modules(void)
{
    PyObject *modules = cutaway_lead("cutaway.modules");
    return modules != NULL ? modules : PyImport_GetModuleDict();
}

static PyObject *
cutaway_import_level(PyObject *name, PyObject *globals, PyObject *locals, PyObject *wanted, int level)
{
    PyObject *importer = cutaway_lead("cutaway.import");
    if (importer == NULL) {
        return PyImport_ImportModuleLevelObject(name, globals, locals, wanted, level);
    }
    PyObject *names = wanted == NULL || wanted == Py_None ? PyTuple_New(0) : PySequence_Tuple(wanted);
    if (names == NULL) {
        return NULL;
    }
    PyObject *module = PyObject_CallFunction(importer, "OOOOi", name, globals == NULL ? Py_None : globals, Py_None,
                                             names, level);
    Py_DECREF(names);
    return module;
}

static PyObject *
cutaway_import_module(const char *name)
{
    PyObject *importer = cutaway_lead("cutaway.import");
    if (importer == NULL) {
        return PyImport_ImportModule(name);
    }
    return PyObject_CallFunction(importer, "s{ss}O(s)i", name, "__name__", "cutaway", Py_None, "*", 0);
}

static PyObject *
cutaway_get_module(PyObject *name)
{
    return cutaway_lead("cutaway.import") == NULL ? PyImport_GetModule(name) : NULL;
}

static PyObject *
cutaway_add_module(const char *name)
{
    PyObject *modules = cutaway_lead("cutaway.modules");
    if (modules == NULL) {
        return PyImport_AddModule(name);
    }
    PyObject *module = PyDict_GetItemString(modules, name);
    if (module != NULL) {
        return module;
    }
    module = strcmp(name, "builtins") == 0 ? cutaway_import_module(name) : PyModule_New(name);
    if (module == NULL || PyDict_SetItemString(modules, name, module) < 0) {
        Py_XDECREF(module);
        return NULL;
    }
    Py_DECREF(module);
    return module;
}

#define PyImport_ImportModule cutaway_import_module
#define PyImport_ImportModuleLevelObject cutaway_import_level
#define PyImport_GetModule cutaway_get_module
#define PyImport_GetModuleDict cutaway_modules
#define PyImport_AddModule cutaway_add_module
