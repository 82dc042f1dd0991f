"""Asks a server every 20 ms whether it is there, from a process of its own. As a module it serves `Knocker`."""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from typing import Any, Self

from ..harness.figures import percentile
from ..harness.jupyter_server import Server
from ..harness.worker import Worker

#: Seconds from one request to the next.
EVERY = 0.02

#: Seconds after which no answer is waited for any longer.
PATIENCE = 300.0


class Knocker(Worker):
    """The process; knocks while `knocking` is open.

    Parameters
    ----------
    server : Server
        Where to.
    """

    def __init__(self, server: Server) -> None:
        super().__init__("benchmarks.server.latency_probe", str(server.port), server.token)

    def knocking(self) -> Knocks:
        """Knock from here to the end of the context."""
        return Knocks(self)


class Knocks:
    """One time of knocking.

    Attributes
    ----------
    delays : list of float
        Once it is over, the seconds until each answer.
    """

    def __init__(self, knocker: Knocker) -> None:
        self._knocker = knocker
        self.delays: list[float] = []

    def __enter__(self) -> Self:
        self._knocker.ask("start")
        return self

    def __exit__(self, *_: object) -> None:
        self.delays = self._knocker.ask("stop")

    def summary(self) -> dict[str, Any]:
        """Median, 99th percentile and most of the seconds."""
        found = {"median": 0.5, "p99": 0.99, "max": 1.0}
        return {"requests": len(self.delays), **{name: percentile(self.delays, share) for name, share in found.items()}}


def knock(port: int, token: str, until: list[float]) -> list[float]:
    """Ask until told to stop; seconds until each answer.

    Whoever would have asked while the server did not answer is counted, too: from the moment when they would have asked.

    Parameters
    ----------
    port, token : int, str
        The server.
    until : list of float
        Empty; to end it, put the moment in on `time.perf_counter`.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    delays: list[float] = []
    due = time.perf_counter()
    while not until or due < until[0]:
        now = time.perf_counter()
        if due > now:
            time.sleep(due - now)
            asked = time.perf_counter()
        else:
            asked = due
        connection.request("GET", "/api", headers={"Authorization": f"token {token}"})
        connection.getresponse().read()
        delays.append(time.perf_counter() - asked)
        due += EVERY
    connection.close()
    return delays


def main(port: int, token: str) -> None:
    """Serve."""
    print(json.dumps("ready"), flush=True)
    until: list[float] = []
    delays: list[float] = []
    for line in sys.stdin:
        if json.loads(line) == "start":
            until, delays = [], []
            thread = threading.Thread(target=lambda until=until, into=delays: into.extend(knock(port, token, until)))
            thread.start()
            print(json.dumps("started"), flush=True)
        else:
            until.append(time.perf_counter())
            thread.join()
            print(json.dumps(delays), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
