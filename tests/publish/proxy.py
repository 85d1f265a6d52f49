"""A server between publisher and store that misbehaves as a file tells it: `proxy.py PORT UPSTREAM CONTROL`.

The first word of the file says how, the second is a number N, the third names the experiment (the count begins anew with it):
  pass 0 x     every request goes through
  flaky N x    every N-th request is answered with 503 instead of being done
  full N x     from request N on, no PUT is done any more: 507, as from a full disk

`interrupt.py` uses the same server to kill the publisher.
"""

import http.client
import http.server
import pathlib
import sys
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def handle_request(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        with self.server.working:
            self.server.at_work += 1
        try:
            said = self.server.judge(self.command)
            if isinstance(said, int):
                return self.answer(said, [], b"")
            if said == "cut":
                self.close_connection = True
                return self.server.cut()
            answer = self.forward(body)
        finally:
            with self.server.working:
                self.server.at_work -= 1
                self.server.working.notify_all()
        self.answer(*answer)

    def forward(self, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.upstream, timeout=60)
        connection.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() != "connection":
                connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        answer = response.status, response.getheaders(), response.read()
        connection.close()
        return answer

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


class Proxy(http.server.ThreadingHTTPServer):
    """Passes on what `judge` lets through: it is given the method, and says None, a status, or "cut"."""

    daemon_threads = True

    def __init__(self, port, upstream, judge, cut=None):
        super().__init__(("127.0.0.1", port), Handler)
        self.upstream, self.judge, self.cut = upstream, judge, cut
        self.at_work, self.working = 0, threading.Condition()

    def handle_error(self, *_):
        """A publisher that was killed takes no answers."""

    def settle(self):
        """Waits until no request is on its way to the store any more."""
        with self.working:
            self.working.wait_for(lambda: self.at_work == 0, timeout=60)


def from_file(control):
    lock = threading.Lock()
    state = {"experiment": None, "count": 0}

    def judge(method):
        with lock:
            mode, number, experiment = control.read_text().split()
            if state["experiment"] != experiment:
                state.update(experiment=experiment, count=0)
            state["count"] += 1
            count, number = state["count"], int(number)
        if mode == "flaky" and count % number == 0:
            return 503
        if mode == "full" and count >= number and method == "PUT":
            return 507
        return None

    return judge


if __name__ == "__main__":
    Proxy(int(sys.argv[1]), int(sys.argv[2]), from_file(pathlib.Path(sys.argv[3]))).serve_forever()
