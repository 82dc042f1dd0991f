"""Kernels: how soon the first result is there, and how much memory each takes.

As a front end does, over a real server: `POST /api/sessions`, then a websocket, then a cell that imports TensorFlow. In one
run for the kernelspec `python3`, for `homl` with a spare kernel waiting, and for `homl` right after the spare one was taken.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

from jupyterlab_homl.engine.kernels.kernel_pool import SPARE_DELAY

TOKEN = "benchmark"
LESSON = "ch10"
CELL = "import tensorflow as tf\ntf.constant(1)"
ROUNDS = 5
KERNELS = 10

#: Seconds in which a spare kernel gets ready.
SPARE = SPARE_DELAY + 3.0


class Server:
    """A Jupyter server with the extension, as its front end sees it."""

    def __init__(self, port: int) -> None:
        self._address = f"127.0.0.1:{port}"

    def request(self, method: str, path: str, body: Any = None) -> Any:
        """One request."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"http://{self._address}/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as response:
            text = response.read()
        return json.loads(text) if text else None

    def socket(self, kernel: str) -> websocket.WebSocket:
        """A kernel's channels."""
        return websocket.create_connection(
            f"ws://{self._address}/api/kernels/{kernel}/channels?session_id={uuid.uuid4().hex}&token={TOKEN}", timeout=120
        )


class Kernel:
    """A notebook's session."""

    def __init__(self, server: Server, spec: str, path: str) -> None:
        self._server = server
        unique = str(Path(path).with_name(f"{uuid.uuid4().hex}.ipynb"))
        body = {"path": unique, "name": Path(unique).name, "type": "notebook", "kernel": {"name": spec}}
        self._session = server.request("POST", "api/sessions", body)
        self._socket = server.socket(self._session["kernel"]["id"])

    def run(self, source: str) -> str:
        """Run a cell; gives its result as soon as it comes."""
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": "", "session": "b", "version": "5.3"}
        content = {"code": source, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
        message = {
            "header": header,
            "parent_header": {},
            "metadata": {},
            "content": content,
            "channel": "shell",
            "buffers": [],
        }
        self._socket.send(json.dumps(message))
        while True:
            said = json.loads(self._socket.recv())
            if said["parent_header"].get("msg_id") != header["msg_id"]:
                continue
            if said["msg_type"] == "execute_result":
                return str(said["content"]["data"]["text/plain"])
            if said["msg_type"] == "error":
                raise RuntimeError("\n".join(said["content"]["traceback"]))

    def end(self) -> None:
        """Close the session, and so its kernel."""
        self._socket.close()
        self._server.request("DELETE", f"api/sessions/{self._session['id']}")


@contextmanager
def serving() -> Iterator[Server]:
    """A server in an empty workspace, with bytecode compiled as anybody's is."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory(prefix="homl-bench-", ignore_cleanup_errors=True) as folder:
        options = [f"--ServerApp.port={port}", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={folder}"]
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *options, "--ServerApp.open_browser=False", "--allow-root"],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            server = Server(port)
            for _ in range(600):
                try:
                    server.request("GET", "api/status")
                    break
                except (urllib.error.URLError, ConnectionError):
                    time.sleep(0.1)
            yield server
        finally:
            process.terminate()
            process.wait(60)


def first_result(server: Server, spec: str, path: str) -> tuple[float, Kernel]:
    """Seconds from asking for a session until the first cell's result, and the kernel."""
    started = time.perf_counter()
    kernel = Kernel(server, spec, path)
    kernel.run(CELL)
    return time.perf_counter() - started, kernel


def pss(kernel: Kernel) -> float:
    """Megabytes of a kernel's own: what it shares is counted in parts."""
    rollup = Path(f"/proc/{int(kernel.run('import os; os.getpid()'))}/smaps_rollup").read_text("ascii")
    return int(next(line for line in rollup.splitlines() if line.startswith("Pss:")).split()[1]) / 1024


def memory(server: Server, spec: str, path: str, count: int) -> float:
    """PSS of the last of many kernels that have imported TensorFlow."""
    kernels = []
    for _ in range(count):
        kernels.append(first_result(server, spec, path)[1])
        if spec == "homl":
            time.sleep(SPARE)
    found = pss(kernels[-1])
    for kernel in kernels:
        kernel.end()
    return found


def measure(rounds: int = ROUNDS, kernels: int = KERNELS) -> dict[str, Any]:
    """Medians of all, and the two ratios.

    Returns
    -------
    dict
        ``first_result`` (seconds: ``python3``, ``pooled``, ``forked``), ``pss_mb`` (``python3``, ``homl``), ``times_faster``,
        ``times_smaller``.
    """
    times: dict[str, list[float]] = {"python3": [], "pooled": [], "forked": []}
    with serving() as server:
        path = server.request("POST", f"jupyterlab-homl/api/lessons/{LESSON}/open")["path"]
        first_result(server, "python3", path)[1].end()  # compiles bytecode
        first_result(server, "homl", path)[1].end()  # waits for the fork server
        for _ in range(rounds):
            seconds, kernel = first_result(server, "python3", path)
            times["python3"].append(seconds)
            kernel.end()
            time.sleep(SPARE)
            seconds, kernel = first_result(server, "homl", path)
            times["pooled"].append(seconds)
            seconds, second = first_result(server, "homl", path)
            times["forked"].append(seconds)
            kernel.end()
            second.end()
        memories = {spec: memory(server, spec, path, kernels) for spec in ("homl", "python3")}
    medians = {name: statistics.median(found) for name, found in times.items()}
    return {
        "rounds": rounds,
        "first_result": {name: round(value, 3) for name, value in medians.items()},
        "all_first_results": {name: [round(value, 3) for value in found] for name, found in times.items()},
        "times_faster": round(medians["python3"] / medians["pooled"], 1),
        "kernels": kernels,
        "pss_mb": {name: round(value) for name, value in memories.items()},
        "times_smaller": round(memories["python3"] / memories["homl"], 1),
    }


def table(found: dict[str, Any]) -> str:
    """What was measured, for a person."""
    first, megabytes = found["first_result"], found["pss_mb"]
    number = found["kernels"]
    rows = [
        ("python3: first result, TensorFlow imported", f"{first['python3']:.2f} s"),
        ("homl, spare kernel", f"{first['pooled']:.2f} s ({found['times_faster']} times faster)"),
        ("homl, forked when asked for", f"{first['forked']:.2f} s"),
        (f"python3: PSS of kernel {number}, TensorFlow imported", f"{megabytes['python3']} MB"),
        (f"homl: PSS of kernel {number}, TensorFlow imported", f"{megabytes['homl']} MB (1/{found['times_smaller']})"),
    ]
    return "\n".join(f"{name:<50} {value}" for name, value in rows)


def main(arguments: list[str]) -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description="How soon kernels answer, and what they take.")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--kernels", type=int, default=KERNELS)
    options = parser.parse_args(arguments)
    found = measure(options.rounds, options.kernels)
    print(json.dumps(found, indent=2) if options.json else table(found))


if __name__ == "__main__":
    main(sys.argv[1:])
