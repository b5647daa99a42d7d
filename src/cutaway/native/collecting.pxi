# When the cyclic collector runs on a meter.  CPython's own thresholds count allocations, of which host work has a part, so
# they stand at 0 there, and collections come by the count.  What the guest says to gc.set_threshold is kept for its meter
# and sets how often: the default, 700, is a collection every COLLECT_EVERY instructions, 0 none, 1 one every 28.

cdef extern from *:
    int PyGC_Disable() noexcept
    int PyGC_Enable() noexcept

cdef enum:
    DEFAULT_THRESHOLD = 700

cdef OneArgument host_set_threshold = NULL
cdef OneArgument host_get_threshold = NULL


cdef watch_the_thresholds():
    """From now on gc.set_threshold and gc.get_threshold, the host's own functions, come by here."""
    global host_set_threshold, host_get_threshold
    cdef MethodDef *setting = (<CFunctionObject *><PyObject *>_set_threshold).m_ml
    cdef MethodDef *getting = (<CFunctionObject *><PyObject *>_get_threshold).m_ml
    if host_set_threshold is NULL:
        host_set_threshold, setting.ml_meth = setting.ml_meth, set_threshold
        host_get_threshold, getting.ml_meth = getting.ml_meth, get_threshold


cdef tuple spoken_thresholds():
    """What this thread has said, or found, while its collections come by the count."""
    if active_meter is NULL:
        return kept_thresholds
    return (<Meter>(<MeterState *>active_meter).owner).thresholds


cdef PyObject *get_threshold(PyObject *module, PyObject *nothing) noexcept:
    if collecting_meters == 0:
        return host_get_threshold(module, nothing)
    said = spoken_thresholds()
    return newref(<PyObject *>said)


cdef PyObject *set_threshold(PyObject *module, PyObject *arguments) noexcept:
    cdef PyObject *result
    cdef PyObject *said
    cdef int was_enabled
    if collecting_meters == 0:
        return host_set_threshold(module, arguments)
    before = spoken_thresholds()
    was_enabled = PyGC_Disable()            # for CPython's thresholds are its own again, for a moment
    result = host_set_threshold(module, <PyObject *>before)
    Py_XDECREF(result)
    result = host_set_threshold(module, arguments)
    said = host_get_threshold(module, NULL)
    Py_XDECREF(host_set_threshold(module, <PyObject *>NO_THRESHOLDS))
    if was_enabled:
        PyGC_Enable()
    if said is NULL:
        Py_XDECREF(result)
        return NULL
    if result is not NULL:
        take_thresholds(stolen(said))
    else:
        Py_DECREF(said)
    return result


cdef tuple NO_THRESHOLDS = (0,)


cdef void take_thresholds(said) noexcept:
    """Collect from here on as often as was said."""
    global kept_thresholds
    cdef MeterState *meter = <MeterState *>active_meter
    cdef Run *run
    if meter is NULL:
        kept_thresholds = said
        return
    run = metered_run(thread_state().cframe)
    if run is not NULL and run.meter is meter:
        tell_meter(run)
    (<Meter>meter.owner).thresholds = said
    set_pace(meter, said)
    meter.collect_at = meter.count + meter.collect_every
    meter.stop = -1 if meter.ended else min(meter.limit, meter.collect_at)
    if run is not NULL and run.meter is meter:
        find_room(run)


cdef inline void set_pace(MeterState *meter, tuple thresholds):
    """How many instructions lie between two collections, and how many of the youngest before one of the middle."""
    cdef int64_t youngest = thresholds[0], middle = thresholds[1]
    meter.is_collecting = youngest > 0
    meter.collect_every = max(youngest * COLLECT_EVERY // DEFAULT_THRESHOLD, 1) if youngest > 0 else COLLECT_EVERY
    meter.middle_every = max(middle, 1)
