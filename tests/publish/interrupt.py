"""Kills a publisher at its requests: `interrupt.py SERVICE ADDRESS PROGRAM WORK LANES`.

SERVICE is `dav`, `s3` or `sftp`; ADDRESS a port of this machine, for `sftp` its user, a colon, its port; WORK/small holds a site before and
after a change, `{old,new}/{content,built}`. WORK/served/lanes is what `dav` serves as /lanes. As a publisher mostly waits,
experiments are done in so many lanes side by side, each with a folder of its own at the service. TORIKUMI_TESTS says which requests are
tried (see `tests/harness/thoroughness.rs`): every ninth and a part of the others, or all. For each of them:

  1. the new site is published and the publisher is killed before the request reaches the service, so after all earlier ones are done: each
     address holds its old or its new file, nothing is missing that both
     have, each page finds its pictures, the file of others is as it was;
  2. the next run succeeds, and the target is, with our own files there, what it is without an interruption;
  3. so does a rollback, which brings the old site back.

The last experiment is the one in which the publisher gets through. Says how many requests there were; ends with 1 at the first wrong state.
"""

import hashlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import time

from proxy import Proxy

ASKED = os.environ.get("TORIKUMI_TESTS") or "sample"
PART, _, PARTS = ASKED.partition("/")
if not (ASKED in ("sample", "thorough") or (PART.isdecimal() and PARTS.isdecimal() and 1 <= int(PART) <= int(PARTS))):
    sys.exit(f"TORIKUMI_TESTS is `{ASKED}`")


def is_tried(request):
    """Requests are counted from 1."""
    return ASKED == "thorough" or request % 9 == 1 or (PARTS != "" and request % int(PARTS) == int(PART) - 1)


service, address, program, work, lanes = sys.argv[1:4] + [pathlib.Path(sys.argv[4]), int(sys.argv[5])]
OTHERS = b"of others\n"
OWN = ".torikumi/"


def files(root):
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def digest(content):
    return hashlib.md5(content).hexdigest()


EDITIONS = {
    edition: {path: content for path, content in files(work / "small" / edition / "built").items() if not path.startswith(OWN)}
    for edition in ("old", "new")
}
CONTENTS = {digest(content): content for edition in EDITIONS.values() for content in edition.values()}
DIGESTS = {edition: {path: digest(content) for path, content in found.items()} for edition, found in EDITIONS.items()}
PICTURES = {path for edition in EDITIONS.values() for path in edition if path.startswith("assets/")}


class Wrong(Exception):
    pass


class Served:
    """A folder that a server of this machine serves."""

    def __init__(self, lane):
        self.root = work / "served" / ("lanes" if service == "dav" else service) / lane.name
        self.root.mkdir(parents=True)
        (self.root / "CNAME").write_bytes(OTHERS)

    def seen(self):
        return {path: digest(content) for path, content in files(self.root).items()}


class Http:
    """A service behind a proxy, which counts."""

    def __init__(self, lane):
        self.lane, self.lock = lane, threading.Lock()
        self.arm(0)
        self.proxy = Proxy(0, int(address), self.judge, self.cut)
        self.endpoint = f"http://127.0.0.1:{self.proxy.server_address[1]}"
        threading.Thread(target=self.proxy.serve_forever, daemon=True).start()

    def arm(self, number):
        """From the request of this number on, none is done; 0 for never."""
        self.number, self.count = number, 0

    def judge(self, _):
        with self.lock:
            self.count += 1
            return "cut" if self.number and self.count >= self.number else None

    def cut(self):
        self.lane.kill()

    def settle(self):
        self.proxy.settle()


class Dav(Http, Served):
    def __init__(self, lane):
        Http.__init__(self, lane)
        Served.__init__(self, lane)
        self.target = f'kind = "webdav"\nurl = "{self.endpoint}/lanes/{lane.name}"'


class S3(Http):
    def __init__(self, lane):
        import boto3

        super().__init__(lane)
        self.target = f'kind = "s3"\nbucket = "report"\nregion = "us-east-1"\nendpoint = "{self.endpoint}"\nprefix = "{lane.name}"'
        session = boto3.session.Session()
        self.client, self.prefix = session.client("s3", endpoint_url=f"http://127.0.0.1:{address}", region_name="us-east-1"), lane.name + "/"
        self.client.put_object(Bucket="report", Key=self.prefix + "CNAME", Body=OTHERS)

    def seen(self):
        """An object of one part has its MD5 as its tag."""
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket="report", Prefix=self.prefix)
        return {found["Key"].removeprefix(self.prefix): found["ETag"].strip('"') for page in pages for found in page.get("Contents", [])}


class Sftp(Served):
    """A machine whose sftp-server sits behind `count.py`, which reads what to do from the files of the lane."""

    def __init__(self, lane):
        super().__init__(lane)
        user, port = address.split(":")
        self.lane = lane
        self.target = f'kind = "sftp"\nurl = "sftp://{user}@127.0.0.1:{port}{self.root}"'
        self.config = lane.folder / "config"
        self.config.write_text((work / "home" / "config").read_text() + f"  SetEnv LANE={lane.folder}\n")
        lane.environment["SSH_CONFIG"] = str(self.config)

    def arm(self, number):
        (self.lane.folder / "number").write_text(str(number))
        (self.lane.folder / "count").write_text("0")
        (self.lane.folder / "pid").unlink(missing_ok=True)

    def settle(self):
        """A killed publisher leaves the connection of its ssh; it is known by its configuration."""
        found = subprocess.run(["pgrep", "-f", "--", f"-F {self.config} "], stdout=subprocess.PIPE, text=True)
        for pid in found.stdout.split():
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                pass
        with open(self.lane.folder / "alive", "a") as alive:
            import fcntl

            fcntl.flock(alive, fcntl.LOCK_EX)


class Lane:
    def __init__(self, number):
        self.name = f"lane-{number}"
        self.folder = work / "lanes" / f"{service}-{number}"
        self.folder.mkdir(parents=True)
        self.environment = dict(os.environ)
        self.publisher = None
        self.store = {"dav": Dav, "s3": S3, "sftp": Sftp}[service](self)
        for edition in EDITIONS:
            shutil.copytree(work / "small" / edition / "content", self.folder / edition / "content")
            with open(self.folder / edition / "content" / "site.toml", "a") as settings:
                settings.write(f"\n[publish.production]\n{self.store.target}\n")
        for edition in ("new", "old"):
            self.run("publish", edition)
        self.own = {"old": self.own_files()}
        self.run("publish", "new")
        self.own["new"] = self.own_files()
        self.run("rollback", "old")

    def start(self, command, edition, *options):
        arguments = [program, command, *options, "--root", self.folder / edition]
        self.publisher = subprocess.Popen(
            arguments, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        (self.folder / "pid").write_text(str(self.publisher.pid))

    def kill(self):
        self.publisher.kill()

    def run(self, command, edition, *options):
        """Does it, and holds the target against the edition."""
        self.store.arm(0)
        self.start(command, edition, *options)
        said, _ = self.publisher.communicate()
        if self.publisher.returncode != 0:
            raise Wrong(f"{command} ended with {self.publisher.returncode}:\n{said}")
        seen = {path: tag for path, tag in self.store.seen().items() if not path.startswith(OWN)}
        expected = DIGESTS[edition] | {"CNAME": digest(OTHERS)}
        different = sorted(path for path in seen.keys() | expected.keys() if seen.get(path) != expected.get(path))
        if different:
            raise Wrong(f"after {command}, not as in the {edition} edition: {', '.join(different)}")

    def own_files(self):
        """The names of our own files: kept files have their content as their name."""
        return sorted(path for path in self.store.seen() if path.startswith(OWN))

    def look(self):
        """What visitors see after an interruption."""
        seen = {path: tag for path, tag in self.store.seen().items() if not path.startswith(OWN)}
        if seen.pop("CNAME", None) != digest(OTHERS):
            raise Wrong("the file of others is not as it was")
        for path, tag in seen.items():
            if tag not in (DIGESTS["old"].get(path), DIGESTS["new"].get(path)):
                raise Wrong(f"{path} is neither the old nor the new one")
            lost = [picture for picture in PICTURES if picture.encode() in CONTENTS[tag] and picture not in seen]
            if lost:
                raise Wrong(f"{path} does not find {lost[0]}")
        missing = (DIGESTS["old"].keys() & DIGESTS["new"].keys()) - seen.keys()
        if missing:
            raise Wrong(f"missing: {', '.join(sorted(missing))}")

    def experiment(self, number):
        """Says whether the publisher was killed."""
        self.store.arm(number)
        self.start("publish", "new")
        self.publisher.communicate()
        killed = self.publisher.returncode == -signal.SIGKILL
        self.store.settle()
        self.look()
        for command, edition, options in [("publish", "new", ["--break-lock"]), ("rollback", "old", [])]:
            self.run(command, edition, *options)
            if self.own_files() != self.own[edition]:
                raise Wrong(f"after {command} our own files are {self.own_files()} instead of {self.own[edition]}")
        return killed


class Course:
    """The requests in their order, each given to the next lane that is free, until a publisher gets through."""

    def __init__(self):
        self.lock, self.number, self.tried, self.end, self.wrong = threading.Lock(), 0, 0, None, []

    def take(self):
        with self.lock:
            if self.wrong or (self.end is not None and self.number >= self.end):
                return None
            self.number += 1
            while not is_tried(self.number):
                self.number += 1
            self.tried += 1
            return self.number

    def walk(self, lane_number):
        place = "before any interruption"
        try:
            lane = Lane(lane_number)
            while number := self.take():
                place = f"killed at request {number}"
                if not lane.experiment(number):
                    with self.lock:
                        self.end = min(number, self.end or number)
        except Exception as error:
            with self.lock:
                self.wrong.append(f"{place}: {error}")


start = time.monotonic()
course = Course()
walkers = [threading.Thread(target=course.walk, args=(number,)) for number in range(lanes)]
for walker in walkers:
    walker.start()
for walker in walkers:
    walker.join()
print(*course.wrong, sep="\n")
requests = (course.end or 1) - 1
print(f"{service}: killed {course.tried} times within {requests} requests in {time.monotonic() - start:.0f} s")
sys.exit(1 if course.wrong or requests < 20 or course.tried < 8 else 0)
