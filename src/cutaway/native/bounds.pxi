# The bounds that the loop cannot see by counting: memory, through CPython's allocators, and time, through a thread of the
# C library's that needs no GIL.  Both raise a flag that the loop finds at its next look (breaker.pxi).
#
# Memory: the raw allocator and pymalloc's arenas, between which all of Python's objects lie.  Only allocations by threads
# that run a guest with such a bound are looked at; for all others the hooks are one look at a thread-local variable.

cdef extern from *:
    """
    #include <errno.h>
    #include <malloc.h>
    #include <signal.h>
    #include <time.h>

    /* Requests up to this size still succeed beyond the bound, as far as the reserve goes: an exception, a traceback. */
    #define CUTAWAY_SMALL 65536

    typedef struct {
        int64_t used, bound, reserve;
        int over;
        volatile int *pending;
        volatile int *breaker;
        int verdict;
    } cutaway_memory;

    static __thread cutaway_memory *cutaway_memory_now = NULL;
    static PyMemAllocatorEx cutaway_raw_below;
    static PyObjectArenaAllocator cutaway_arenas_below;
    static int cutaway_memory_hooked = 0;

    static int cutaway_has_room(cutaway_memory *memory, size_t size) {
        int64_t after = memory->used + (int64_t)size;
        if (size <= INT64_MAX / 2 && after <= memory->bound) return 1;
        memory->over = 1;
        *memory->pending = memory->verdict;
        *memory->breaker = 1;
        return size <= CUTAWAY_SMALL && after <= memory->bound + memory->reserve;
    }
    static void *cutaway_taken(cutaway_memory *memory, void *block) {
        if (block != NULL) __atomic_fetch_add(&memory->used, (int64_t)malloc_usable_size(block), __ATOMIC_RELAXED);
        return block;
    }
    static void cutaway_given_back(cutaway_memory *memory, void *block) {
        if (block != NULL) __atomic_fetch_sub(&memory->used, (int64_t)malloc_usable_size(block), __ATOMIC_RELAXED);
    }
    static void *cutaway_raw_malloc(void *context, size_t size) {
        cutaway_memory *memory = cutaway_memory_now;
        if (memory == NULL) return cutaway_raw_below.malloc(cutaway_raw_below.ctx, size);
        if (!cutaway_has_room(memory, size)) return NULL;
        return cutaway_taken(memory, cutaway_raw_below.malloc(cutaway_raw_below.ctx, size));
    }
    static void *cutaway_raw_calloc(void *context, size_t count, size_t size) {
        cutaway_memory *memory = cutaway_memory_now;
        if (memory == NULL) return cutaway_raw_below.calloc(cutaway_raw_below.ctx, count, size);
        if (size && count > PY_SSIZE_T_MAX / size) return NULL;
        if (!cutaway_has_room(memory, count * size)) return NULL;
        return cutaway_taken(memory, cutaway_raw_below.calloc(cutaway_raw_below.ctx, count, size));
    }
    static void *cutaway_raw_realloc(void *context, void *block, size_t size) {
        cutaway_memory *memory = cutaway_memory_now;
        size_t before = 0;
        void *moved;
        if (memory == NULL) return cutaway_raw_below.realloc(cutaway_raw_below.ctx, block, size);
        if (block != NULL) before = malloc_usable_size(block);
        if (size > before && !cutaway_has_room(memory, size - before)) return NULL;
        moved = cutaway_raw_below.realloc(cutaway_raw_below.ctx, block, size);
        if (moved != NULL) {
            cutaway_taken(memory, moved);
            __atomic_fetch_sub(&memory->used, (int64_t)before, __ATOMIC_RELAXED);
        }
        return moved;
    }
    static void cutaway_raw_free(void *context, void *block) {
        cutaway_memory *memory = cutaway_memory_now;
        if (memory != NULL) cutaway_given_back(memory, block);
        cutaway_raw_below.free(cutaway_raw_below.ctx, block);
    }
    static void *cutaway_new_arena(void *context, size_t size) {
        cutaway_memory *memory = cutaway_memory_now;
        void *arena;
        if (memory != NULL && !cutaway_has_room(memory, size)) return NULL;
        arena = cutaway_arenas_below.alloc(cutaway_arenas_below.ctx, size);
        if (memory != NULL && arena != NULL) __atomic_fetch_add(&memory->used, (int64_t)size, __ATOMIC_RELAXED);
        return arena;
    }
    static void cutaway_free_arena(void *context, void *arena, size_t size) {
        cutaway_memory *memory = cutaway_memory_now;
        if (memory != NULL) __atomic_fetch_sub(&memory->used, (int64_t)size, __ATOMIC_RELAXED);
        cutaway_arenas_below.free(cutaway_arenas_below.ctx, arena, size);
    }
    /* Put the hooks in place, once; 0 where blocks are not the C library's own, so that their size cannot be asked. */
    static int cutaway_hook_memory(void) {
        static PyMemAllocatorEx raw = {
            NULL, cutaway_raw_malloc, cutaway_raw_calloc, cutaway_raw_realloc, cutaway_raw_free};
        static PyObjectArenaAllocator arenas = {NULL, cutaway_new_arena, cutaway_free_arena};
        const char *name;
        if (cutaway_memory_hooked) return 1;
        name = _PyMem_GetCurrentAllocatorName();
        if (name == NULL || strcmp(name, "pymalloc") != 0) return 0;
        PyMem_GetAllocator(PYMEM_DOMAIN_RAW, &cutaway_raw_below);
        PyObject_GetArenaAllocator(&cutaway_arenas_below);
        PyMem_SetAllocator(PYMEM_DOMAIN_RAW, &raw);
        PyObject_SetArenaAllocator(&arenas);
        cutaway_memory_hooked = 1;
        return 1;
    }
    #define cutaway_watch_memory(memory) ((void)(cutaway_memory_now = (memory)))

    /* One deadline: a thread that waits for it, and then knocks until it is called off. */
    typedef struct {
        pthread_t waiter, guest;
        pthread_mutex_t lock;
        pthread_cond_t called_off;
        struct timespec end;
        int signal;
        int is_off;
        int verdict;
        volatile int *pending;
        volatile int *breaker;
    } cutaway_deadline;

    static void *cutaway_wait_for_end(void *argument) {
        cutaway_deadline *deadline = argument;
        struct timespec at = deadline->end;
        pthread_mutex_lock(&deadline->lock);
        while (!deadline->is_off) {
            if (pthread_cond_timedwait(&deadline->called_off, &deadline->lock, &at) != ETIMEDOUT) continue;
            *deadline->pending = deadline->verdict;
            *deadline->breaker = 1;
            if (deadline->signal) pthread_kill(deadline->guest, deadline->signal);
            clock_gettime(CLOCK_MONOTONIC, &at);
            at.tv_nsec += 10000000;
            if (at.tv_nsec >= 1000000000) { at.tv_nsec -= 1000000000; at.tv_sec += 1; }
        }
        pthread_mutex_unlock(&deadline->lock);
        return NULL;
    }
    static cutaway_deadline *cutaway_set_deadline(double seconds, int signal, int verdict, int *pending, int *breaker) {
        pthread_condattr_t kind;
        sigset_t all, before;
        int failed;
        cutaway_deadline *deadline = calloc(1, sizeof(cutaway_deadline));
        if (deadline == NULL) return NULL;
        deadline->guest = pthread_self();
        deadline->signal = signal;
        deadline->verdict = verdict;
        deadline->pending = pending;
        deadline->breaker = breaker;
        clock_gettime(CLOCK_MONOTONIC, &deadline->end);
        deadline->end.tv_sec += (time_t)seconds;
        deadline->end.tv_nsec += (long)((seconds - (double)(time_t)seconds) * 1e9);
        if (deadline->end.tv_nsec >= 1000000000) { deadline->end.tv_nsec -= 1000000000; deadline->end.tv_sec += 1; }
        pthread_mutex_init(&deadline->lock, NULL);
        pthread_condattr_init(&kind);
        pthread_condattr_setclock(&kind, CLOCK_MONOTONIC);
        pthread_cond_init(&deadline->called_off, &kind);
        sigfillset(&all);                   /* signals are for the threads that run Python */
        pthread_sigmask(SIG_SETMASK, &all, &before);
        failed = pthread_create(&deadline->waiter, NULL, cutaway_wait_for_end, deadline);
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        if (failed) { free(deadline); return NULL; }
        return deadline;
    }
    static void cutaway_call_off(cutaway_deadline *deadline) {
        pthread_mutex_lock(&deadline->lock);
        deadline->is_off = 1;
        pthread_cond_signal(&deadline->called_off);
        pthread_mutex_unlock(&deadline->lock);
        pthread_join(deadline->waiter, NULL);
        free(deadline);
    }
    #define cutaway_address_of(atomic) ((int *)&(atomic)._value)
    """
    ctypedef struct MemoryState "cutaway_memory":
        int64_t used
        int64_t bound
        int64_t reserve
        int over
        int *pending
        int *breaker
        int verdict
    ctypedef struct Deadline "cutaway_deadline"
    bint hook_memory "cutaway_hook_memory"() noexcept
    void watch_memory "cutaway_watch_memory"(MemoryState *) noexcept
    Deadline *set_deadline "cutaway_set_deadline"(double, int, int, int *, int *) noexcept
    void call_off "cutaway_call_off"(Deadline *) noexcept
    int *address_of "cutaway_address_of"(AtomicInt) noexcept
