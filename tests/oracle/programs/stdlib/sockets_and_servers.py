"""Loopback sockets, socketserver, http.server and urllib in one process."""
import http.server
import json
import select
import socket
import socketserver
import threading
import urllib.error
import urllib.request

a, b = socket.socketpair()
a.sendall(b"ping")
print(b.recv(10), select.select([a], [], [], 0)[0])
b.sendall(b"pong")
print(select.select([a], [], [], 1)[0] == [a], a.recv(10))
a.close(); b.close()


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())


with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
    threading.Thread(target=server.serve_forever).start()
    with socket.create_connection(server.server_address) as c:
        f = c.makefile("rw")
        f.write("one\ntwo\n")
        f.flush()
        print(f.readline(), f.readline())
        f.close()
    server.shutdown()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/missing":
            self.send_error(404, "nothing here")
            return
        body = json.dumps({"path": self.path, "agent": "x" in self.headers}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(data[::-1])

    def log_message(self, format, *args):
        print("log", format % args)


with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
    threading.Thread(target=server.serve_forever).start()
    url = f"http://127.0.0.1:{server.server_port}"
    with urllib.request.urlopen(url + "/some/path?q=1") as r:
        print(r.status, r.headers["Content-Type"], json.load(r))
    with urllib.request.urlopen(url, data=b"posted") as r:
        print(r.status, r.read())
    try:
        urllib.request.urlopen(url + "/missing")
    except urllib.error.HTTPError as e:
        print(e.code, e.reason)
        e.close()
    server.shutdown()
try:
    socket.create_connection(("127.0.0.1", 1), timeout=1)
except ConnectionRefusedError as e:
    print(e.errno)
