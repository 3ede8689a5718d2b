"""Clients that ask a server all at once, while its workers are killed.

python benchmarks/serve_load.py [--clients 64] [--minutes 10] [--kill SECONDS] [--requests N]

Starts `presskit serve` on a free port of 127.0.0.1. Each answer must be 200 with the same bytes as
the first of its kind, or 503 with Retry-After, which is asked again; any other answer counts as wrong.
Prints a table: answers, seconds (median, 95th and 99th percentile), memory of all processes at the
beginning and the end, workers killed, what is left behind.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).parents[1]
ARTICLES = [ROOT / "examples" / name for name in ("garden-hebrew.md", "smart-greenhouse.md")]
FORMATS = ("docx", "docx", "epub", "pdf")


class Load:
    """What all clients share: the server's port, the time to stop, and what they saw."""

    def __init__(self, port: int, until: float, most: int | None) -> None:
        self.port = port
        self.until = until
        self.left = most
        self.seconds: list[float] = []
        self.wrong: list[str] = []
        self.busy = 0
        self.digests: dict[tuple[str, str], str] = {}
        self.lock = threading.Lock()

    def client(self, number: int) -> None:
        """Ask until the time is over."""
        chosen = random.Random(number)
        while time.monotonic() < self.until:
            with self.lock:
                if self.left is not None:
                    if self.left <= 0:
                        return
                    self.left -= 1
            article, to = chosen.choice(ARTICLES), chosen.choice(FORMATS)
            start = time.perf_counter()
            try:
                self._ask(article, to)
            except (OSError, http.client.HTTPException) as error:
                self.wrong.append(f"{type(error).__name__}: {error}")
            self.seconds.append(time.perf_counter() - start)

    def _ask(self, article: Path, to: str) -> None:
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
            headers = {"Content-Type": "text/markdown"}
            connection.request("POST", f"/editions?to={to}", article.read_bytes(), headers)
            answer = connection.getresponse()
            data = answer.read()
            connection.close()
            if answer.status == 503 and answer.headers["Retry-After"]:
                self.busy += 1
                time.sleep(0.2)
                continue
            digest = hashlib.sha256(data).hexdigest()
            first = self.digests.setdefault((article.name, to), digest)
            if answer.status != 200 or digest != first:
                self.wrong.append(f"{to} {answer.status} {data[:80]!r}")
            return


def memory(process: psutil.Process) -> float:
    """Megabytes of a process and all below it that are theirs alone (USS)."""
    total = 0
    for one in (process, *process.children(recursive=True)):
        try:
            total += one.memory_full_info().uss
        except psutil.Error:
            continue
    return total / 1e6


def is_alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def kill_workers(server: psutil.Process, seconds: float, load: Load) -> list[int]:
    """Kill a worker, chosen at random, every so many seconds."""
    killed: list[int] = []

    def kill() -> None:
        while time.monotonic() < load.until:
            time.sleep(seconds)
            workers = [w for nursery in server.children() for w in nursery.children()]
            if workers:
                victim = random.choice(workers)
                victim.kill()
                killed.append(victim.pid)

    threading.Thread(target=kill, daemon=True).start()
    return killed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--kill", type=float, default=0, metavar="SECONDS")
    parser.add_argument("--requests", type=int, default=None)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), asked)


def run(folder: Path, asked: Any) -> None:
    log = folder / "log"
    scratch = folder / "tmp"
    scratch.mkdir()
    with log.open("wb") as said:
        command = [sys.executable, "-m", "presskit", "serve", "--port", "0", "-j", "2", "--no-log"]
        env = os.environ | {"TMPDIR": str(scratch)}
        process = subprocess.Popen(command, stderr=said, env=env, cwd=folder)
    server = psutil.Process(process.pid)
    while not (found := re.search(r":(\d+)\s", log.read_text())):
        time.sleep(0.1)
    time.sleep(4)  # workers get warm
    load = Load(int(found[1]), time.monotonic() + asked.minutes * 60, asked.requests)
    threads = [threading.Thread(target=load.client, args=(n,)) for n in range(asked.clients)]
    killed = kill_workers(server, asked.kill, load) if asked.kill else []
    start = time.monotonic()
    before = None
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        time.sleep(2)
        if before is None and time.monotonic() - start > min(60, asked.minutes * 10):
            before = memory(server)
    after, took = memory(server), time.monotonic() - start
    children = server.children(recursive=True)
    process.terminate()
    process.wait(40)
    time.sleep(1)
    orphans = [one for one in children if is_alive(one)]
    marks = statistics.quantiles(load.seconds, n=100)
    print(f"{asked.clients} clients, {took:.0f} s, 2 workers, {os.cpu_count()} cores")
    print("| answered | wrong | asked again (503) | a second | median s | p95 s | p99 s |")
    print("| --: | --: | --: | --: | --: | --: | --: |")
    count = len(load.seconds)
    print(
        f"| {count} | {len(load.wrong)} | {load.busy} | {count / took:.1f} "
        f"| {marks[49]:.2f} | {marks[94]:.2f} | {marks[98]:.2f} |"
    )
    print(f"memory {before or after:.0f} MB after the first minute, {after:.0f} MB at the end")
    left = [path.name for path in scratch.iterdir()]
    print(f"workers killed: {len(killed)}; processes left: {len(orphans)}; files left: {len(left)}")
    for one in load.wrong[:10]:
        print("wrong:", one)
    sys.exit(bool(load.wrong or orphans or left))


if __name__ == "__main__":
    main()
