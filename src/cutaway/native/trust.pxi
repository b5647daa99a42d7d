# Whose code is run as it is: our compiler's and a valid cache's (`vouch`), and the host's own, which lies in its binary.
# All other code is verified (cutaway.bytecode.verify) before it is decoded, each code object when it first runs.

cdef extern from *:
    """
    #include <link.h>

    /* Where the host's binary lies: its frozen modules' code objects are static data there. */
    static char *cutaway_binary_start = NULL, *cutaway_binary_end = NULL;
    static int cutaway_look_at_binary(struct dl_phdr_info *info, size_t size, void *inside) {
        char *start = NULL, *end = NULL;
        for (int k = 0; k < info->dlpi_phnum; k++) {
            char *at = (char *)info->dlpi_addr + info->dlpi_phdr[k].p_vaddr;
            if (info->dlpi_phdr[k].p_type != PT_LOAD) continue;
            if (start == NULL || at < start) start = at;
            if (at + info->dlpi_phdr[k].p_memsz > end) end = at + info->dlpi_phdr[k].p_memsz;
        }
        if ((char *)inside < start || (char *)inside >= end) return 0;
        cutaway_binary_start = start;
        cutaway_binary_end = end;
        return 1;
    }
    /* How many verifications are under way in this thread, each of code that the one around it came upon. */
    static __thread int cutaway_verifications = 0;
    #define cutaway_find_binary() dl_iterate_phdr(cutaway_look_at_binary, &PyCode_Type)
    #define cutaway_is_hosts_own(code) ((char *)(code) >= cutaway_binary_start && (char *)(code) < cutaway_binary_end)
    """
    void find_binary "cutaway_find_binary"() noexcept
    bint is_hosts_own "cutaway_is_hosts_own"(PyCodeObject *) noexcept
    int verifications "cutaway_verifications"

cdef enum:
    VERIFIER_DEPTH = 200    # more calls than the verifier nests, and the import of the book for its tables
    NESTED_VERIFICATIONS = 16       # a signal's handler or a finalizer may come in between, and another in between that

cdef object VERIFY = None           # cutaway.bytecode.verify.verify_alone
cdef int64_t verified = 0           # code objects that were


cdef inline bint is_trusted(PyCodeObject *code) noexcept:
    """Of a code object that is not decoded yet."""
    return <uintptr_t>extra_of(code) & TRUSTED != 0 or is_hosts_own(code)


cdef examine(code):
    """Verify a code object; RejectedCodeError.  A guest near its recursion limit has no part in the calls of ours."""
    global verified, verifications
    if verifications == NESTED_VERIFICATIONS:
        # Somebody put functions into our modules after the hand-over: to verify them would take them.
        raise SystemError("%r is to be verified, and the verifier runs into it: were functions of cutaway's replaced?" % code)
    verified += 1
    verifications += 1
    lend(VERIFIER_DEPTH)
    try:
        VERIFY(code)
    finally:
        lend(-VERIFIER_DEPTH)
        verifications -= 1


cdef void trust_constants(PyCodeObject *code) noexcept:
    """What our compiler made it made with all code among its constants."""
    cdef Py_ssize_t k
    cdef PyObject *constant
    for k in range(tuple_size(code.co_consts)):
        constant = tuple_item(code.co_consts, k)
        if Py_TYPE(constant) is &PyCode_Type:
            trust(<PyCodeObject *>constant)


cdef int trust(PyCodeObject *code) noexcept:
    """-1 where there is no memory to take note: then it is verified."""
    cdef uintptr_t extra = <uintptr_t>extra_of(code)
    if extra >= DECODED or extra & TRUSTED:
        return 0
    return set_extra(code, <void *>(extra | TRUSTED))
