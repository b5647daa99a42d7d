/* The few things that the launcher asks of the system, and its beginning.

   Without libc (LAUNCHER_WITHOUT_LIBC, Linux on x86-64) as the kernel's own calls: what libc does at the start of any
   program, mostly asking the processor what it can do, takes three times as long as all that the launcher does.
   Elsewhere by libc.  A call that fails gives a negative number, which here is the negated errno.

   In: argc, argv, environment of the process, given to `launch`, whose answer is the exit code. */

#ifndef CUTAWAY_SYSTEM_CALLS
#define CUTAWAY_SYSTEM_CALLS

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stddef.h>
#include <sys/stat.h>

static int launch(int argc, char **argv, char **environment);

#ifdef LAUNCHER_WITHOUT_LIBC
#if !defined(__linux__) || !defined(__x86_64__) || defined(__ILP32__)
#error "the launcher knows the calls of Linux on x86-64 only"
#endif

#include <asm/unistd.h>

static long call(long number, long one, long two, long three, long four) {
    register long fourth __asm__("r10") = four;
    register long fifth __asm__("r8") = -1; /* the descriptor and the offset of mmap: nobody else looks at them */
    register long sixth __asm__("r9") = 0;
    long answer;
    __asm__ volatile("syscall"
                     : "=a"(answer)
                     : "a"(number), "D"(one), "S"(two), "d"(three), "r"(fourth), "r"(fifth), "r"(sixth)
                     : "rcx", "r11", "memory");
    return answer;
}

static long system_stat(const char *path, struct stat *status) {
    return call(__NR_stat, (long)path, (long)status, 0, 0);
}
static long system_may_run(const char *path) { return call(__NR_access, (long)path, 1, 0, 0); }
static long system_readlink(const char *path, char *place, size_t size) {
    return call(__NR_readlink, (long)path, (long)place, (long)size, 0);
}
static long system_getcwd(char *place, size_t size) { return call(__NR_getcwd, (long)place, (long)size, 0, 0); }
static long system_write(int descriptor, const char *text, size_t size) {
    return call(__NR_write, descriptor, (long)text, (long)size, 0);
}
static long system_read_file(const char *path, char *place, size_t size) {
    long file = call(__NR_open, (long)path, O_RDONLY | O_CLOEXEC, 0, 0);
    if (file < 0) return file;
    long length = call(__NR_read, file, (long)place, (long)size, 0);
    call(__NR_close, file, 0, 0, 0);
    return length;
}
static long system_execve(const char *path, char **command, char **environment) {
    return call(__NR_execve, (long)path, (long)command, (long)environment, 0);
}
/* Zeroed memory, which the process keeps; NULL where there is none. */
static void *system_memory(size_t size) {
    long place = call(__NR_mmap, 0, (long)size, 1 | 2 /* read, write */, 2 | 32 /* private, anonymous */);
    return place < 0 && place > -4096 ? NULL : (void *)place;
}

/* The kernel leaves argc, argv, the environment on the stack, each list ended by NULL. */
__attribute__((used, noreturn)) static void begin(long *stack) {
    char **argv = (char **)(stack + 1);
    call(__NR_exit_group, launch((int)*stack, argv, argv + *stack + 1), 0, 0, 0);
    __builtin_unreachable();
}
__asm__(".globl _start\n_start: xor %ebp, %ebp\n mov %rsp, %rdi\n and $-16, %rsp\n call begin\n");

#else

#include <stdlib.h>
#include <unistd.h>

static long answer(long result) { return result < 0 ? -errno : result; }
static long system_stat(const char *path, struct stat *status) { return answer(stat(path, status)); }
static long system_may_run(const char *path) { return answer(access(path, X_OK)); }
static long system_readlink(const char *path, char *place, size_t size) { return answer(readlink(path, place, size)); }
static long system_getcwd(char *place, size_t size) { return getcwd(place, size) == NULL ? -errno : 1; }
static long system_write(int descriptor, const char *text, size_t size) {
    return answer(write(descriptor, text, size));
}
static long system_read_file(const char *path, char *place, size_t size) {
    int file = open(path, O_RDONLY);
    if (file < 0) return -errno;
    long length = answer(read(file, place, size));
    close(file);
    return length;
}
static long system_execve(const char *path, char **command, char **environment) {
    return answer(execve(path, command, environment));
}
static void *system_memory(size_t size) { return calloc(1, size); }

int main(int argc, char **argv) {
    extern char **environ;
    return launch(argc, argv, environ);
}

#endif
#endif
