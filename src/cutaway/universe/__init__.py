"""The hand-over: a host process with our machine in it becomes the guest's own.

takeover.py     the order of events       sys_state.py    sys.argv, sys.flags, sys.executable, ...
hidden.py       our frames out of sight   main_module.py  the guest's fresh `__main__`
program.py      -c, -m, files, stdin      interactive.py  the prompt
path_file.py    a `._pth` file beside the interpreter
uncaught.py     the last word on an exception nobody caught
"""
