# Fast forms of names and attributes: where something was found the last time is the first place to look.
#
# A guess is written over the words of the instruction's inline cache, and checked each time it is used, so that nothing
# has to be told when a dict or class changes.  A place where guesses keep failing goes back to asking as the book does.

cdef extern from *:
    """
    #define Py_BUILD_CORE 1
    #include "internal/pycore_dict.h"
    #undef _PyObject_LookupSpecial      /* cpython/object.h and this header mean different functions by it */
    #include "internal/pycore_object.h"
    #include "internal/pycore_moduleobject.h"
    #undef Py_BUILD_CORE
    #include "structmember.h"
    #define cutaway_is_data_descriptor(o) (Py_TYPE(o)->tp_descr_set != NULL)
    """
    ctypedef struct DictKeys "PyDictKeysObject":
        uint8_t dk_kind
        Py_ssize_t dk_nentries
    ctypedef struct DictValues "PyDictValues":
        PyObject *values[1]
    ctypedef struct DictObject "PyDictObject":
        uint64_t ma_version_tag
        DictKeys *ma_keys
        DictValues *ma_values
    ctypedef struct UnicodeEntry "PyDictUnicodeEntry":
        PyObject *me_key
        PyObject *me_value
    ctypedef struct HeapType "PyHeapTypeObject":
        DictKeys *ht_cached_keys
    ctypedef struct ModuleObject "PyModuleObject":
        PyObject *md_dict
    ctypedef struct MemberDef "PyMemberDef":
        int type
        Py_ssize_t offset
        int flags
    ctypedef struct MemberDescriptor "PyMemberDescrObject":
        MemberDef *d_member
    int DICT_KEYS_GENERAL, T_OBJECT_EX
    unsigned long Py_TPFLAGS_MANAGED_DICT, Py_TPFLAGS_VALID_VERSION_TAG
    HostType PyMemberDescr_Type
    int PyObject_GenericSetAttr(PyObject *, PyObject *, PyObject *) noexcept
    UnicodeEntry *entries_of "DK_UNICODE_ENTRIES"(DictKeys *) noexcept
    DictValues **values_pointer "_PyObject_ValuesPointer"(PyObject *) noexcept
    PyObject **managed_dict_pointer "_PyObject_ManagedDictPointer"(PyObject *) noexcept
    void note_insertion "_PyDictValues_AddToInsertionOrder"(DictValues *, Py_ssize_t) noexcept
    bint is_data_descriptor "cutaway_is_data_descriptor"(PyObject *) noexcept

cdef struct Guess:              # lies over three words of an inline cache
    uint32_t version            # of the owner's type
    uint16_t kind
    uint16_t misses
    PyObject *method            # LOAD_METHOD: what was found in the type
    Py_ssize_t index            # entry of a dict, number of a value, offset of a slot

cdef struct GlobalGuess:        # lies over three words of an inline cache
    uint64_t globals_version    # in a builtin's guess: when the globals lacked the name
    uint32_t kind
    uint32_t misses
    Py_ssize_t index

cdef enum:
    NO_GUESS, INSTANCE_VALUE, INSTANCE_DICT, IN_SLOT, IN_MODULE, METHOD_ALONE, METHOD_BESIDE_VALUES, METHOD_BESIDE_DICT
    IN_GLOBALS, IN_BUILTINS
    PATIENCE = 200              # wrong guesses until a place is left alone


cdef inline PyObject *entry_value(PyObject *names, Py_ssize_t index, PyObject *name) noexcept:
    """What a dict holds under name, if entry `index` is that name's; borrowed, or NULL."""
    cdef DictObject *d = <DictObject *>names
    cdef DictKeys *keys = d.ma_keys
    if keys.dk_kind == DICT_KEYS_GENERAL or index >= keys.dk_nentries or entries_of(keys)[index].me_key is not name:
        return NULL
    return entries_of(keys)[index].me_value if d.ma_values is NULL else d.ma_values.values[index]


cdef inline bint asks_nobody(PyObject *names) noexcept:
    """Has the dict no keys but strs, so that a look-up of one runs nobody's __eq__ and cannot fail?"""
    return (<DictObject *>names).ma_keys.dk_kind != DICT_KEYS_GENERAL


cdef Py_ssize_t entry_of(DictKeys *keys, PyObject *name) noexcept:
    """The entry whose key is this very str, or -1."""
    cdef Py_ssize_t k
    if keys is NULL or keys.dk_kind == DICT_KEYS_GENERAL:
        return -1
    for k in range(keys.dk_nentries):
        if entries_of(keys)[k].me_key is name:
            return k
    return -1


# -- globals

cdef inline PyObject *guessed_global(Frame *frame, Word *word, PyObject *name) noexcept:
    """A new reference, or NULL when the guess does not hold (without an exception)."""
    cdef GlobalGuess *guess = <GlobalGuess *>(word + 1)
    cdef PyObject *value = NULL
    if guess.kind == IN_GLOBALS:
        value = entry_value(frame.f_globals, guess.index, name)
    elif guess.kind == IN_BUILTINS and (<DictObject *>frame.f_globals).ma_version_tag == guess.globals_version:
        value = entry_value(frame.f_builtins, guess.index, name)
    if value is not NULL:
        Py_INCREF(value)
    return value


cdef PyObject *asked_global(Frame *frame, Word *word, PyObject *name) noexcept:
    """Look a global up as the book does, and guess anew; a new reference, or NULL with an exception."""
    cdef GlobalGuess *guess = <GlobalGuess *>(word + 1)
    cdef PyObject *value = raw_find_global(frame, name)
    guess.misses += 1
    guess.kind = NO_GUESS
    if value is NULL or guess.misses > PATIENCE or not PyDict_CheckExact(frame.f_builtins):
        return value
    guess.index = entry_of((<DictObject *>frame.f_globals).ma_keys, name)
    if guess.index >= 0 and entry_value(frame.f_globals, guess.index, name) is value:
        guess.kind = IN_GLOBALS
        return value
    guess.index = entry_of((<DictObject *>frame.f_builtins).ma_keys, name)
    if guess.index >= 0 and entry_value(frame.f_builtins, guess.index, name) is value:
        guess.kind = IN_BUILTINS
        guess.globals_version = (<DictObject *>frame.f_globals).ma_version_tag
    return value


cdef inline PyObject *fast_global(Frame *frame, Word *word, PyObject *name) noexcept:
    cdef PyObject *value = guessed_global(frame, word, name)
    return value if likely(value is not NULL) else asked_global(frame, word, name)


cdef extern from *:
    PyObject *raw_find_global "cutaway_find_global"(Frame *, PyObject *) noexcept


# -- attributes

cdef inline bint has_version(HostType *kind) noexcept:
    return kind.tp_flags & Py_TPFLAGS_VALID_VERSION_TAG != 0 and kind.tp_version_tag != 0


cdef inline PyObject *instance_dict(PyObject *owner, HostType *kind) noexcept:
    """The dict that an instance has already; NULL if it has none (yet)."""
    if kind.tp_flags & Py_TPFLAGS_MANAGED_DICT:
        return managed_dict_pointer(owner)[0]
    if kind.tp_dictoffset > 0:
        return (<PyObject **>(<char *>owner + kind.tp_dictoffset))[0]
    return NULL


cdef inline PyObject *guessed_attribute(Word *word, PyObject *owner, PyObject *name) noexcept:
    """owner.name: a new reference, or NULL when the guess does not hold (without an exception)."""
    cdef Guess *guess = <Guess *>(word + 1)
    cdef HostType *kind = Py_TYPE(owner)
    cdef PyObject *value = NULL
    cdef PyObject *space
    cdef DictValues *values
    if likely(guess.version == kind.tp_version_tag):
        if likely(guess.kind == INSTANCE_VALUE):
            values = values_pointer(owner)[0]
            if likely(values is not NULL):
                value = values.values[guess.index]
        elif guess.kind == INSTANCE_DICT:
            space = instance_dict(owner, kind)
            if space is not NULL:
                value = entry_value(space, guess.index, name)
        elif guess.kind == IN_SLOT:
            value = (<PyObject **>(<char *>owner + guess.index))[0]
        elif guess.kind == IN_MODULE:
            value = entry_value((<ModuleObject *>owner).md_dict, guess.index, name)
        if likely(value is not NULL):
            Py_INCREF(value)
            return value
    return NULL


cdef PyObject *asked_attribute(Word *word, PyObject *owner, PyObject *name) noexcept:
    cdef Guess *guess = <Guess *>(word + 1)
    cdef PyObject *value = PyObject_GetAttr(owner, name)
    if value is not NULL and guess.misses < PATIENCE:
        guess.misses += 1
        guess_attribute(guess, owner, name)
    return value


cdef void guess_attribute(Guess *guess, PyObject *owner, PyObject *name) noexcept:
    """Where owner.name was found, for the next time."""
    cdef HostType *kind = Py_TYPE(owner)
    cdef PyObject *found
    cdef PyObject *space
    guess.kind = NO_GUESS
    if kind is &PyModule_Type:
        guess.index = entry_of((<DictObject *>(<ModuleObject *>owner).md_dict).ma_keys, name)
        found = _PyType_Lookup(kind, name)
        if guess.index >= 0 and found is NULL and has_version(kind):
            guess.kind, guess.version = IN_MODULE, kind.tp_version_tag
        return
    if kind.tp_getattro is not PyObject_GenericGetAttr:
        return
    found = _PyType_Lookup(kind, name)
    if not has_version(kind):
        return
    guess.version = kind.tp_version_tag
    if found is not NULL and is_data_descriptor(found):
        if is_plain_slot(found):
            guess.kind, guess.index = IN_SLOT, (<MemberDescriptor *>found).d_member.offset
        return
    if found is not NULL and Py_TYPE(found).tp_flags & Py_TPFLAGS_HEAPTYPE:
        return                              # its class may gain __get__ later, and no version of ours would tell
    if kind.tp_flags & Py_TPFLAGS_MANAGED_DICT and values_pointer(owner)[0] is not NULL:
        guess.index = entry_of((<HeapType *>kind).ht_cached_keys, name)
        if guess.index >= 0:
            guess.kind = INSTANCE_VALUE
        return
    space = instance_dict(owner, kind)
    if space is not NULL:
        guess.index = entry_of((<DictObject *>space).ma_keys, name)
        if guess.index >= 0:
            guess.kind = INSTANCE_DICT


cdef inline bint is_plain_slot(PyObject *descriptor) noexcept:
    """A __slots__ member: an object, readable and writable."""
    cdef MemberDef *member
    if Py_TYPE(descriptor) is not &PyMemberDescr_Type:
        return False
    member = (<MemberDescriptor *>descriptor).d_member
    return member.type == T_OBJECT_EX and member.flags == 0


cdef inline bint set_as_guessed(Word *word, slots_t sp) noexcept:
    """STORE_ATTR: the owner on top, the value beneath it, both taken; False when the guess does not hold, and nothing
    is done."""
    cdef Guess *guess = <Guess *>(word + 1)
    cdef PyObject *owner = sp[-1]
    cdef PyObject **place
    cdef PyObject *old
    cdef DictValues *values
    if unlikely(guess.version != Py_TYPE(owner).tp_version_tag):
        return False
    if likely(guess.kind == INSTANCE_VALUE):
        values = values_pointer(owner)[0]
        if unlikely(values is NULL):
            return False
        place = &values.values[guess.index]
        if place[0] is NULL:
            note_insertion(values, guess.index)
    elif guess.kind == IN_SLOT:
        place = <PyObject **>(<char *>owner + guess.index)
    else:
        return False
    old = place[0]
    place[0] = sp[-2]
    Py_XDECREF(old)
    Py_DECREF(owner)
    return True


cdef int asked_set_attribute(Word *word, PyObject *owner, PyObject *name, PyObject *value) noexcept:
    """owner.name = value; -1 with an exception."""
    cdef Guess *guess = <Guess *>(word + 1)
    cdef int result = PyObject_SetAttr(owner, name, value)
    cdef HostType *kind = Py_TYPE(owner)
    cdef PyObject *found
    if result < 0 or guess.misses >= PATIENCE:
        return result
    guess.misses += 1
    guess.kind = NO_GUESS
    if kind.tp_setattro is not PyObject_GenericSetAttr:
        return 0
    found = _PyType_Lookup(kind, name)
    if not has_version(kind):
        return 0
    guess.version = kind.tp_version_tag
    if found is not NULL and is_data_descriptor(found):
        if is_plain_slot(found):
            guess.kind, guess.index = IN_SLOT, (<MemberDescriptor *>found).d_member.offset
    elif found is not NULL and Py_TYPE(found).tp_flags & Py_TPFLAGS_HEAPTYPE:
        return 0                            # its class may gain __set__ later
    elif kind.tp_flags & Py_TPFLAGS_MANAGED_DICT and values_pointer(owner)[0] is not NULL:
        guess.index = entry_of((<HeapType *>kind).ht_cached_keys, name)
        if guess.index >= 0:
            guess.kind = INSTANCE_VALUE
    return 0


# -- methods

cdef inline bint guessed_method(Word *word, slots_t top, PyObject *name) noexcept:
    """LOAD_METHOD: the owner lies at `top`; the method goes there and the owner above it.

    False when the guess does not hold, and nothing is done.
    """
    cdef Guess *guess = <Guess *>(word + 1)
    cdef PyObject *owner = top[0]
    cdef HostType *kind = Py_TYPE(owner)
    cdef PyObject *space
    cdef bint holds = False
    if guess.kind != NO_GUESS and guess.version == kind.tp_version_tag:
        if guess.kind == METHOD_ALONE:
            holds = True
        elif guess.kind == METHOD_BESIDE_VALUES:
            # Inline values have no other names than their type's shared keys, which only ever grow.
            holds = (values_pointer(owner)[0] is not NULL
                     and (<HeapType *>kind).ht_cached_keys.dk_nentries == guess.index)
        else:
            space = instance_dict(owner, kind)
            if space is NULL:               # and where values lie inline instead, they may have the name
                holds = not kind.tp_flags & Py_TPFLAGS_MANAGED_DICT or values_pointer(owner)[0] is NULL
            else:
                holds = asks_nobody(space) and PyDict_GetItemWithError(space, name) is NULL
        if likely(holds):
            top[0] = newref(guess.method)
            top[1] = owner
            return True
    return False


cdef int asked_method(Word *word, slots_t top, PyObject *name) noexcept:
    """As LOAD_METHOD in the book: a method and the owner, or NULL and what to call; -1 with an exception."""
    cdef Guess *guess = <Guess *>(word + 1)
    cdef PyObject *owner = top[0]
    cdef PyObject *found = NULL
    cdef int unbound = _PyObject_GetMethod(owner, name, &found)
    if found is NULL:
        return -1
    if not unbound:
        top[0] = NULL
        top[1] = found
        Py_DECREF(owner)
        return 0
    if guess.misses < PATIENCE:
        guess.misses += 1
        guess_method(guess, owner, name, found)
    top[0] = found
    top[1] = owner
    return 0


cdef void guess_method(Guess *guess, PyObject *owner, PyObject *name, PyObject *found) noexcept:
    cdef HostType *kind = Py_TYPE(owner)
    guess.kind = NO_GUESS
    if kind.tp_getattro is not PyObject_GenericGetAttr or not has_version(kind):
        return
    guess.version, guess.method = kind.tp_version_tag, found       # borrowed: as long as the version holds, so does it
    if kind.tp_dictoffset == 0:
        guess.kind = METHOD_ALONE
    elif kind.tp_flags & Py_TPFLAGS_MANAGED_DICT and values_pointer(owner)[0] is not NULL:
        if entry_of((<HeapType *>kind).ht_cached_keys, name) < 0:
            guess.kind, guess.index = METHOD_BESIDE_VALUES, (<HeapType *>kind).ht_cached_keys.dk_nentries
    elif kind.tp_dictoffset > 0 or kind.tp_flags & Py_TPFLAGS_MANAGED_DICT:
        guess.kind = METHOD_BESIDE_DICT
