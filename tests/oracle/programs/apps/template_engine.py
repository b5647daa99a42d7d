"""A template engine that generates Python source and executes it, with errors mapped to the template."""
import re
import traceback


class Template:
    def __init__(self, text, name):
        self.name, self.text = name, text
        lines, indent = ["def render(out, **context):", "    locals_ = context"], 1

        def emit(code):
            lines.append("    " * indent + code)

        for token in re.split(r"(\{\{.*?\}\}|\{%.*?%\})", text):
            if token.startswith("{{"):
                emit(f"out(str(eval({token[2:-2].strip()!r}, None, locals_)))")
            elif token.startswith("{%"):
                words = token[2:-2].split(None, 1)
                if words[0] in ("if", "elif"):
                    if words[0] == "elif":
                        indent -= 1
                    emit(f"{words[0]} eval({words[1]!r}, None, locals_):")
                    indent += 1
                elif words[0] == "else":
                    indent -= 1
                    emit("else:")
                    indent += 1
                elif words[0] == "for":
                    name, _, expression = words[1].partition(" in ")
                    emit(f"for locals_[{name!r}] in eval({expression!r}, None, locals_):")
                    indent += 1
                elif words[0].startswith("end"):
                    indent -= 1
                else:
                    raise SyntaxError(f"unknown tag {words[0]}")
            elif token:
                emit(f"out({token!r})")
        self.source = "\n".join(lines)
        namespace = {}
        exec(compile(self.source, f"<template {name}>", "exec"), namespace)
        self.function = namespace["render"]

    def render(self, **context):
        parts = []
        self.function(parts.append, **context)
        return "".join(parts)


t = Template("Hello {{ name.title() }}!{% for x in items %} {% if x > 1 %}{{ x * 2 }}{% else %}({{ x }}){% endif %}{% endfor %}.", "greeting")
print(t.render(name="world", items=[1, 2, 3]))
print(t.source)
try:
    t.render(name="x", items=[1, None])
except TypeError:
    print(traceback.format_exc().replace(__file__, "FILE"))
for bad in ("{% unknown %}", "{% if x %}{{ y }}"):
    try:
        print(Template(bad, "bad").render(x=1, y=2))
    except SyntaxError as error:
        print(error)
try:
    Template("{{ 1 + }}", "syntax").render()
except SyntaxError as error:
    print(error.msg, error.text)
