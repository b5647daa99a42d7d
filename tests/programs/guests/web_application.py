"""flask on loopback: routes, templates, json, errors; served by a thread that is stopped at the end."""

import json
import threading
import urllib.error
import urllib.request

import flask
from werkzeug.serving import make_server

app = flask.Flask(__name__)
app.secret_key = "not secret"


@app.route("/hello/<name>")
def hello(name):
    return flask.render_template_string("<p>Hello {{ name|upper }}{% for n in range(k) %}!{% endfor %}</p>", name=name, k=3)


@app.post("/sum")
def add():
    return flask.jsonify(total=sum(flask.request.get_json()["numbers"]))


@app.route("/fails")
def fails():
    flask.abort(418)


@app.errorhandler(404)
def missing(error):
    return f"nothing at {flask.request.path}", 404


@app.before_request
def count():
    flask.g.count = 1


server = make_server("127.0.0.1", 0, app, threaded=True)
threading.Thread(target=server.serve_forever).start()
base = f"http://127.0.0.1:{server.port}"


def fetch(path, data=None):
    request = urllib.request.Request(base + path, data=data, headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            print(answer.status, answer.read().decode())
    except urllib.error.HTTPError as error:
        print(error.code, error.read().decode()[:80])


try:
    import logging

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    fetch("/hello/world")
    fetch("/sum", json.dumps({"numbers": [1, 2, 3]}).encode())
    fetch("/nowhere")
    fetch("/fails")
    with app.test_client() as client:
        print(client.get("/hello/test").data, sorted(str(rule) for rule in app.url_map.iter_rules()))
finally:
    server.shutdown()
