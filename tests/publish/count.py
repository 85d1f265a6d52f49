"""An sftp-server behind a counter of requests: `count.py LANE`, as `interrupt.py` says in the files of that folder.

At the request whose number, counted over all connections, is in `number`, the publisher of `pid` is killed; neither this request nor a
later one reaches the server. Only requests that change something count: the others leave everything as it was before the next one. Every
connection holds a lock on `alive` for as long as its server works.
"""

import fcntl
import os
import pathlib
import signal
import subprocess
import sys
import time

lane = pathlib.Path(sys.argv[1])
number = int((lane / "number").read_text())
# By the draft of SFTP 3.
OPEN, CREATE, MAKE_FOLDER, EXTENDED = 3, 0x08, 14, 200
# Write, remove a file or a folder, rename, attributes.
CHANGING = {6, 9, 10, 13, 15, 18}


def changes(body):
    """Whether a request changes something; files are opened to be read as well, and folders made that are there."""
    kind, rest = body[0], body[5:]
    name = rest[4:4 + int.from_bytes(rest[:4], "big")]
    if kind == OPEN:
        return bool(int.from_bytes(rest[4 + len(name):][:4], "big") & CREATE)
    if kind == MAKE_FOLDER:
        return not os.path.isdir(name)
    if kind == EXTENDED:
        return name == b"posix-rename@openssh.com"
    return kind in CHANGING


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
        if count is None or count == number != 0:
            break
        server.stdin.write(size + body)
        server.stdin.flush()
    server.stdin.close()
    server.wait()
