/* `cutaway-python` as a program: starts the host with cutaway/launcher/start.py, at once and in the same process.  And
   `cutaway`, which is the same program by another name: `cutaway run FILE` is `cutaway-python FILE` without a way round.

   In: python's own command line.  argv[0], even through a link as `-m venv` makes one, is what the guest calls its
   interpreter (universe/sys_state.py finds the file).  It does what the shell script `cutaway-python` beside it does, which is installed where no C compiler
   is; a shell costs a start of its own, drops variables that are no shell names (`a.b`) and adds PWD. */

#define _GNU_SOURCE
#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROOM (PATH_MAX + 64)

/* Where the program was found: as called, or in the first folder of PATH that has it (calculate_program in getpath). */
static const char *found_as(const char *called, char *place) {
    const char *folders = getenv("PATH");
    if (strchr(called, '/') != NULL || folders == NULL) return called;
    while (*folders != '\0') {
        size_t length = strcspn(folders, ":");
        if (length > 0 && snprintf(place, ROOM, "%.*s/%s", (int)length, folders, called) < ROOM
            && access(place, X_OK) == 0) return place;
        folders += length + (folders[length] == ':');
    }
    return called;
}

/* The folder that this very file lies in, all links followed; "." where the system does not say. */
static void own_folder(char *here) {
    ssize_t length = readlink("/proc/self/exe", here, PATH_MAX - 1);
    here[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(here, '/');
    if (slash == NULL) strcpy(here, ".");
    else *slash = '\0';
}

static int is_file(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* The first line of a .pth file names the folder of the sources: start.py below it. */
static int start_in_sources(const char *link, char *start) {
    char sources[PATH_MAX];
    FILE *stream = fopen(link, "r");
    if (stream == NULL) return 0;
    char *line = fgets(sources, sizeof sources, stream);
    fclose(stream);
    if (line == NULL) return 0;
    sources[strcspn(sources, "\r\n")] = '\0';
    return snprintf(start, ROOM, "%s/cutaway/launcher/start.py", sources) < ROOM && is_file(start);
}

/* Fill in where start.py is: among the packages beside this file, in the sources that a .pth file there names, here.
   Asked for first by the names that setup.py knows: looking through folders takes longer than all else here. */
static int find_start(const char *here, char *start) {
    static const char *const patterns[] = {
#ifdef CUTAWAY_VERSION
        "%s/../lib/" CUTAWAY_PYTHON "/site-packages/cutaway/launcher/start.py",
        "%s/../lib/" CUTAWAY_PYTHON "/site-packages/__editable__.cutaway-" CUTAWAY_VERSION ".pth",
#endif
        "%s/../lib/python3*/site-packages/cutaway/launcher/start.py",
        "%s/../lib/python3*/site-packages/__editable__.cutaway-*.pth",
        "%s/start.py",
    };
    int found = 0;
    for (size_t k = 0; k < sizeof patterns / sizeof *patterns && !found; k++) {
        char pattern[ROOM];
        glob_t paths;
        snprintf(pattern, sizeof pattern, patterns[k], here);
        if (glob(pattern, 0, NULL, &paths) != 0) continue;
        for (size_t n = 0; n < paths.gl_pathc && !found; n++) {
            if (strstr(patterns[k], ".pth") != NULL) found = start_in_sources(paths.gl_pathv[n], start);
            else found = snprintf(start, ROOM, "%s", paths.gl_pathv[n]) < ROOM && is_file(start);
        }
        globfree(&paths);
    }
    return found;
}

/* Whether a path leads to something that can be run and is not this program (a copied venv has us as its `python`). */
static int is_host(const char *path) {
    struct stat other, own;
    return path != NULL && *path != '\0' && access(path, X_OK) == 0 && stat(path, &other) == 0
           && !(stat("/proc/self/exe", &own) == 0 && own.st_dev == other.st_dev && own.st_ino == other.st_ino);
}

/* Whether a command line is `cutaway run FILE ...`, with no option of ours: those are for cutaway/__main__.py to read. */
static int only_runs(int argc, char **argv) {
    return argc > 2 && strcmp(argv[1], "run") == 0 && strncmp(argv[2], "--", 2) != 0;
}

/* Fill in the absolute path of the `cutaway-python` beside the `cutaway` that was called. */
static int find_neighbour(const char *called, char *neighbour) {
    static char folder[PATH_MAX];
    const char *slash = strrchr(called, '/');
    if (slash == NULL || (called[0] != '/' && getcwd(folder, sizeof folder) == NULL)) return 0;
    int length = snprintf(neighbour, ROOM, "%s%s%.*s/cutaway-python", folder, called[0] == '/' ? "" : "/",
                          (int)(slash - called), called);
    return length < ROOM && access(neighbour, X_OK) == 0;
}

/* Whether this file is the one that is installed as `cutaway`. */
static int is_command(void) {
    char own[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    own[length > 0 ? length : 0] = '\0';
    const char *slash = strrchr(own, '/');
    return slash != NULL && strcmp(slash, "/cutaway") == 0;
}

int main(int argc, char **argv) {
    static char here[PATH_MAX], start[ROOM], place[ROOM], python[ROOM], python3[ROOM], neighbour[ROOM];
    const char *program = argc > 0 ? argv[0] : "cutaway-python";
    own_folder(here);
    snprintf(python, sizeof python, "%s/python", here);
    snprintf(python3, sizeof python3, "%s/python3", here);
    const char *given = getenv("CUTAWAY_HOST");
    const char *host = is_host(python) ? python : is_host(python3) ? python3 : is_host(given) ? given : "python3";
    int first = 1, command_line = 0;
    if (is_command()) {
        command_line = !only_runs(argc, argv) || !find_neighbour(found_as(program, place), neighbour);
        if (!command_line) {
            program = neighbour;
            first = 2;
            setenv("CUTAWAY_EXPLAIN", "1", 1);
        }
    }

    const char **command = calloc((size_t)argc + 6, sizeof *command);
    if (command == NULL) return 127;
    int count = 0;
    command[count++] = host;
    if (command_line) {
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
    execvp(host, (char *const *)command);
    perror(host);
    return 127;
}
