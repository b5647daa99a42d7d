"""jinja2: inheritance, macros, filters, tests, loops, async rendering, errors with the template's lines."""

import asyncio
import traceback

import jinja2

templates = {
    "base.html": "<h1>{% block title %}base{% endblock %}</h1>{% block body %}{% endblock %}",
    "page.html": (
        "{% extends 'base.html' %}{% from 'macros.html' import item %}{% block title %}{{ super() }}: {{ title }}{% endblock %}"
        "{% block body %}{% for k, v in data|dictsort if v is not none %}{{ item(loop.index, k, v) }}"
        "{% else %}empty{% endfor %}{% endblock %}"
    ),
    "macros.html": "{% macro item(i, k, v=0) -%} <li>{{ i }}. {{ k|title }}={{ '%.2f'|format(v) }}</li> {%- endmacro %}",
    "broken.html": "line 1\n{{ nothing.at_all }}\n",
    "syntax.html": "{% if x %}",
}
environment = jinja2.Environment(loader=jinja2.DictLoader(templates), autoescape=True, undefined=jinja2.StrictUndefined)
environment.filters["twice"] = lambda value: value * 2
print(environment.get_template("page.html").render(title="<T>", data={"b": 2, "a": 1.5, "c": None}))
print(environment.get_template("page.html").render(title="none", data={}))
print(environment.from_string("{% set x = [1, 2] %}{{ x|twice }} {{ x|map('string')|join('-') }} {{ 3 is odd }}").render())
for name in ("broken.html", "syntax.html"):
    try:
        environment.get_template(name).render()
    except jinja2.TemplateError as error:
        print(type(error).__name__, error, [f.lineno for f in traceback.extract_tb(error.__traceback__)][-1])


async def render():
    async def numbers():
        for n in range(3):
            yield n

    template = jinja2.Environment(enable_async=True).from_string("{% for n in numbers() %}[{{ n }}]{% endfor %}")
    return await template.render_async(numbers=numbers)


print(asyncio.run(render()))
