# What a loop owes the rest of the process between instructions: signals, pending calls, other threads, exceptions sent
# by other threads (eval_frame_handle_pending in Python/ceval.c).

cdef int poll(PyThreadState *tstate) noexcept:
    """Somebody asked for attention (eval_breaker); -1 with an exception."""
    cdef CevalState *state = &tstate.interp.ceval
    cdef PyObject *sent
    cdef Run *run = run_of(tstate)
    if unlikely(run.meter is not NULL):
        tell_meter(run)
        if run.meter.pending != WITHIN and meter_pending(tstate, run) < 0:
            return -1
    if Py_MakePendingCalls() < 0:
        return -1
    if load_int(state.gil_drop_request):
        PyEval_RestoreThread(PyEval_SaveThread())
    sent = tstate.async_exc
    if sent is not NULL:
        tstate.async_exc = NULL
        state.pending.async_exc = 0
        PyEval_RestoreThread(PyEval_SaveThread())       # taking the GIL computes eval_breaker anew
        PyErr_SetNone(sent)
        Py_DECREF(sent)
        return -1
    if unlikely(run.meter is not NULL):
        tell_meter(run)                     # other threads may have counted on the same meter
    return 0
