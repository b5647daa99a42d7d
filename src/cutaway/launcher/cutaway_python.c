/* `cutaway-python` as a program: starts the host with cutaway/launcher/start.py, at once and in the same process.  And
   `cutaway`, which is the same program by another name: `cutaway run FILE` is `cutaway-python FILE` without a way round.

   In: python's own command line.  argv[0], even through a link as `-m venv` makes one, is what the guest calls its
   interpreter (universe/sys_state.py finds the file).  It does what the shell script `cutaway-python` beside it does,
   which is installed where no C compiler is; a shell costs a start of its own, drops variables that are no shell names
   (`a.b`) and adds PWD.

   setup.py gives CUTAWAY_PYTHON, the folder of the host's library ("python3.11"), and CUTAWAY_VERSION, our own. */

#include "system_calls.h"

#define ROOM (PATH_MAX + 64)
#define PACKAGES "/../lib/" CUTAWAY_PYTHON "/site-packages/"
#define START "cutaway/launcher/start.py"

static char **the_environment;

static size_t length_of(const char *text) {
    size_t length = 0;
    while (text[length] != '\0') length++;
    return length;
}

static int are_equal(const char *one, const char *other) {
    while (*one != '\0' && *one == *other) one++, other++;
    return *one == *other;
}

static int begins_with(const char *text, const char *beginning) {
    while (*beginning != '\0' && *text == *beginning) text++, beginning++;
    return *beginning == '\0';
}

/* The last slash of a path; NULL where there is none. */
static char *last_slash(const char *path) {
    const char *found = NULL;
    for (; *path != '\0'; path++)
        if (*path == '/') found = path;
    return (char *)found;
}

/* Write up to `length` characters of a text at a place in a text of ROOM characters.  Out: the place behind them; NULL
   where there is no room, or was none before. */
static char *put(char *whole, char *place, const char *text, size_t length) {
    if (place == NULL) return NULL;
    for (; *text != '\0' && length > 0; length--) {
        if (place == whole + ROOM - 1) return NULL;
        *place++ = *text++;
    }
    *place = '\0';
    return place;
}

/* Write two texts, one behind the other.  Out: whether there was room. */
static int join(char *whole, const char *one, const char *other) {
    return put(whole, put(whole, whole, one, (size_t)-1), other, (size_t)-1) != NULL;
}

static const char *variable(const char *name) {
    size_t length = length_of(name);
    for (char **each = the_environment; *each != NULL; each++)
        if (begins_with(*each, name) && (*each)[length] == '=') return *each + length + 1;
    return NULL;
}

/* The next file of that name in the folders of PATH, from `*folders` on, which is moved behind its folder. */
static int next_in_path(const char **folders, const char *name, char *place) {
    while (**folders != '\0') {
        size_t length = 0;
        while ((*folders)[length] != '\0' && (*folders)[length] != ':') length++;
        char *end = put(place, place, *folders, length);
        *folders += length + ((*folders)[length] == ':');
        end = length > 0 ? put(place, put(place, end, "/", 1), name, (size_t)-1) : NULL;
        if (end != NULL && system_may_run(place) >= 0) return 1;
    }
    return 0;
}

/* Where the program was found: as called, or in the first folder of PATH that has it (calculate_program in getpath). */
static const char *found_as(const char *called, char *place) {
    const char *folders = variable("PATH");
    if (last_slash(called) != NULL || folders == NULL) return called;
    return next_in_path(&folders, called, place) ? place : called;
}

/* The path of this very file, all links followed; "" where the system does not say. */
static void own_path(char *place) {
    long length = system_readlink("/proc/self/exe", place, PATH_MAX - 1);
    place[length > 0 ? length : 0] = '\0';
}

static int is_file(const char *path) {
    struct stat status;
    return system_stat(path, &status) >= 0 && S_ISREG(status.st_mode);
}

/* The first line of a .pth file names the folder of the sources: start.py below it. */
static int start_in_sources(const char *link, char *start) {
    static char sources[PATH_MAX];
    long length = system_read_file(link, sources, sizeof sources - 1);
    if (length <= 0) return 0;
    for (char *each = sources; each < sources + length; each++)
        if (*each == '\r' || *each == '\n') *each = '\0';
    return join(start, sources, "/" START) && is_file(start);
}

/* Fill in where start.py is: among the packages beside this file, in the sources that a .pth file there names, here. */
static int find_start(const char *here, char *start) {
    static char link[ROOM];
    if (join(start, here, PACKAGES START) && is_file(start)) return 1;
    if (join(link, here, PACKAGES "__editable__.cutaway-" CUTAWAY_VERSION ".pth") && start_in_sources(link, start))
        return 1;
    return join(start, here, "/start.py") && is_file(start);
}

/* Whether a path leads to something that can be run and is not this program (a copied venv has us as its `python`). */
static int is_host(const char *path) {
    struct stat other, own;
    return path != NULL && *path != '\0' && system_may_run(path) >= 0 && system_stat(path, &other) >= 0
           && S_ISREG(other.st_mode)
           && !(system_stat("/proc/self/exe", &own) >= 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino);
}

/* Whether a command line is `cutaway run FILE ...`, with no option of ours: those are for cutaway/__main__.py to read. */
static int only_runs(int argc, char **argv) {
    return argc > 2 && are_equal(argv[1], "run") && !begins_with(argv[2], "--");
}

/* Fill in the absolute path of the `cutaway-python` beside the `cutaway` that was called. */
static int find_neighbour(const char *called, char *neighbour) {
    static char folder[PATH_MAX];
    const char *slash = last_slash(called);
    if (slash == NULL || (called[0] != '/' && system_getcwd(folder, sizeof folder) <= 0)) return 0;
    char *end = put(neighbour, neighbour, folder, sizeof folder);
    if (called[0] != '/') end = put(neighbour, end, "/", 1);
    if (slash > called) end = put(neighbour, end, called, (size_t)(slash - called));
    return put(neighbour, end, "/cutaway-python", (size_t)-1) != NULL && system_may_run(neighbour) >= 0;
}

/* Become another program: it, or where it is a mere name, the first in PATH that can be started.  Out: why not. */
static long become(const char *host, char **command, char **environment) {
    static char place[ROOM];
    if (last_slash(host) != NULL) return system_execve(host, command, environment);
    const char *folders = variable("PATH");
    long failure = -ENOENT;
    if (folders == NULL) folders = "/bin:/usr/bin";
    while (next_in_path(&folders, host, place)) failure = system_execve(place, command, environment);
    return failure;
}

static void say(const char *text) { system_write(2, text, length_of(text)); }

static int launch(int argc, char **argv, char **environment) {
    static char here[PATH_MAX], start[ROOM], place[ROOM], python[ROOM], python3[ROOM], neighbour[ROOM];
    const char *program = argc > 0 ? argv[0] : "cutaway-python";
    the_environment = environment;
    own_path(here);
    char *slash = last_slash(here);
    int first = 1, is_command = slash != NULL && are_equal(slash, "/cutaway"), is_whole = 0;
    if (slash != NULL) *slash = '\0';
    else here[0] = '.', here[1] = '\0';
    const char *given = variable("CUTAWAY_HOST"), *host = "python3";
    if (join(python, here, "/python") && is_host(python)) host = python;
    else if (join(python3, here, "/python3") && is_host(python3)) host = python3;
    else if (is_host(given)) host = given;
    if (is_command && only_runs(argc, argv) && find_neighbour(found_as(program, place), neighbour)) {
        program = neighbour;
        first = 2;
    } else {
        is_whole = is_command;
    }

    size_t variables = 0;
    while (environment[variables] != NULL) variables++;
    const char **command = system_memory(((size_t)argc + variables + 10) * sizeof *command);
    if (command == NULL) return 127;
    int count = 0;
    command[count++] = host;
    if (is_whole) {
        command[count++] = "-P"; /* the current folder may hold a `cutaway` of the guest's */
        command[count++] = "-m";
        command[count++] = "cutaway";
    } else if (find_start(here, start)) {
        command[count++] = "-S";
        command[count++] = start;
        command[count++] = "launch";
        command[count++] = program;
    } else {
        /* Anywhere else the interpreter knows where the package is. */
        command[count++] = "-I";
        command[count++] = "-c";
        command[count++] = "import sys; from cutaway.launcher import launch; launch(sys.argv[1], sys.argv[2:])";
        command[count++] = program;
    }
    for (int k = first; k < argc; k++) command[count++] = argv[k];
    const char **kept = command + count + 1;
    count = 0;
    if (first == 2) kept[count++] = "CUTAWAY_EXPLAIN=1";
    for (char **each = environment; *each != NULL; each++)
        if (first != 2 || !begins_with(*each, "CUTAWAY_EXPLAIN=")) kept[count++] = *each;
    long failure = become(host, (char **)command, (char **)kept);
    say(host);
    say(failure == -ENOENT ? ": No such file or directory\n" : failure == -EACCES ? ": Permission denied\n"
        : failure == -E2BIG ? ": Argument list too long\n" : ": cannot be started\n");
    return 127;
}
