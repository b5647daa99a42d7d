"""What an audit hook hears of compiling and running text."""

import sys
import types

heard = []
wanted = {"compile", "exec", "code.__new__", "function.__new__", "object.__getattr__", "builtins.id"}


def listen(event, arguments):
    if event in wanted and listening:
        heard.append((event, [type(each).__name__ for each in arguments]))


listening = False
sys.addaudithook(listen)


def report(title):
    global listening
    listening = False
    print(title, *heard, sep="\n    ")
    heard.clear()
    listening = True


listening = True
code = compile("def f(a, *b):\n    return lambda: (a, b)\n", "<text>", "exec")
report("compile")
names = {}
exec(code, names)
report("exec of code")
exec("x = [i for i in range(3)]", names)
report("exec of text")
eval("x[0] + 1", names)
report("eval of text")
names["f"].__code__.replace(co_name="g")
report("replace")
types.FunctionType(names["f"].__code__, names)
report("function")
listening = False
