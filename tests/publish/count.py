"""An sftp-server behind a counter of requests: `count.py LANE`, as `interrupt.py` says in the files of that folder.

`moment` holds a number and `before` or `after`: at the request of this number, counted over all connections, the publisher of `pid` is
killed, and nothing that comes later reaches the server. Only requests that change something count: the others leave everything as it was
before the next one. Every connection holds a lock on `alive` for as long as its server works.
"""

import fcntl
import os
import pathlib
import signal
import subprocess
import sys
import time

lane = pathlib.Path(sys.argv[1])
number, when = (lane / "moment").read_text().split()
number = int(number)

# By the draft of SFTP 3: write, remove, make or remove a folder, rename, attributes, and what OpenSSH adds, such as its own rename.
CHANGING = {6, 9, 10, 13, 14, 15, 18, 200}
OPEN, CREATE = 3, 0x08


def changes(body):
    """Whether a request is meant to change something; files are opened to be read as well."""
    if body[:1] != bytes([OPEN]):
        return body[0] in CHANGING
    path_ends = 9 + int.from_bytes(body[5:9], "big")
    return bool(int.from_bytes(body[path_ends:path_ends + 4], "big") & CREATE)


def whole(size):
    """So many bytes, or nothing where they end before."""
    found = sys.stdin.buffer.read(size)
    return found if len(found) == size else b""


def counted(body):
    """The number of this request, 0 for one that does not count; None where the publisher was killed already."""
    with open(lane / "count", "r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        count = int(file.read())
        if number and count >= number:
            return None
        if not changes(body):
            return 0
        file.seek(0)
        file.write(str(count + 1))
        file.truncate()
        return count + 1


with open(lane / "alive", "a") as alive:
    fcntl.flock(alive, fcntl.LOCK_SH)
    server = subprocess.Popen(["/usr/lib/openssh/sftp-server"], stdin=subprocess.PIPE)
    while size := whole(4):
        body = whole(int.from_bytes(size, "big"))
        count = counted(body) if body else None
        if count == number != 0:
            while not (pid := lane / "pid").exists():
                time.sleep(0.01)
            os.kill(int(pid.read_text()), signal.SIGKILL)
        ends = count is None or count == number != 0
        if not ends or (count and when == "after"):
            server.stdin.write(size + body)
            server.stdin.flush()
        if ends:
            break
    server.stdin.close()
    server.wait()
