"""A server between publisher and store that misbehaves as a file tells it: `proxy.py PORT UPSTREAM CONTROL`.

The first word of the file says how, the second is a number N, the third names the experiment (the count begins anew with it):
  pass 0 x     every request goes through
  kill N x     the publisher, whose process id is in CONTROL.pid, is killed at request N: odd ones before it is done, even ones after
  flaky N x    every N-th request is answered with 503 instead of being done
  full N x     from request N on, no PUT is done any more: 507, as from a full disk
"""

import http.client
import http.server
import os
import pathlib
import signal
import sys
import threading

port, upstream, control = int(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
lock = threading.Lock()
state = {"experiment": None, "count": 0}


def verdict(method):
    with lock:
        mode, number, experiment = control.read_text().split()
        if state["experiment"] != experiment:
            state.update(experiment=experiment, count=0)
        state["count"] += 1
        count, number = state["count"], int(number)
    control.with_suffix(".count").write_text(str(count))
    if mode == "kill" and count == number:
        return "kill before" if number % 2 else "kill after"
    if mode == "flaky" and count % number == 0:
        return 503
    if mode == "full" and count >= number and method == "PUT":
        return 507
    return None


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def kill(self):
        os.kill(int(control.with_suffix(".pid").read_text()), signal.SIGKILL)
        self.close_connection = True

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        said = verdict(self.command)
        if said == "kill before":
            return self.kill()
        if isinstance(said, int):
            return self.answer(said, [], b"")
        connection = http.client.HTTPConnection("127.0.0.1", upstream, timeout=60)
        connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() != "connection":
                connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        headers, content = response.getheaders(), response.read()
        connection.close()
        if said == "kill after":
            return self.kill()
        self.answer(response.status, headers, content)

    def answer(self, status, headers, content):
        self.send_response_only(status)
        length = str(len(content))
        for name, value in headers:
            if name.lower() == "content-length":
                length = value if self.command == "HEAD" else length
            elif name.lower() not in ("transfer-encoding", "connection"):
                self.send_header(name, value)
        if status not in (204, 304):
            self.send_header("Content-Length", length)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = do_OPTIONS = handle_request
    do_PROPFIND = do_MKCOL = do_COPY = do_MOVE = do_PROPPATCH = handle_request


http.server.ThreadingHTTPServer.daemon_threads = True
http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
