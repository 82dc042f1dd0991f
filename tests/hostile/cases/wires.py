"""Wrong answers that forge what the processes say to each other."""

from __future__ import annotations

import json
from typing import Any

from ..case import RIGHT, WRONG, Case, on_every_descriptor

#: What fails closed: never a pass, never a crash of the trusted side.
CLOSED = ("failed", "died", "error", "timed_out", "NoEngine")

FRAME = "(lambda d: struct.pack('!I', len(d)) + d)"


def forged(name: str, data: str, status: str | tuple[str, ...] = CLOSED, **more: Any) -> Case:
    """These bytes, wherever they can be written."""
    return Case(f"wire: {name}", status, on_every_descriptor(data), **more)


def reported(name: str, *documents: str, **more: Any) -> Case:
    """Forged events of the answer's process, as the frames that cross its control channel; the judge reports in lines."""
    return forged(f"{name}, in frames", " + ".join(f"{FRAME}({document})" for document in documents), **more)


def framed(name: str, document: str, **more: Any) -> Case:
    """A forged reply of the desk, often enough for every question."""
    return forged(name, f"{FRAME}({document}) * 8", **more)


def served(name: str, reply: str, status: str | tuple[str, ...] = CLOSED) -> Case:
    """An answer that serves the desk itself: this reply to whatever is asked."""
    return Case(f"wire: {name}", status, SERVE.replace("REPLY", reply) + WRONG)


#: The desk is the socket on which the judge has asked something once the cells have been run.
SERVE = """
import base64, json, os, select, socket, struct, io
from jupyterlab_homl.engine.inside import check_worker
def npy(header, body=b""):
    header = header.encode()
    data = b"\\x93NUMPY\\x01\\x00" + struct.pack("<H", len(header)) + header + body
    return base64.b64encode(data).decode()
class Desk:
    def __init__(self, *args): self.asked = 0
    def serve(self, request):
        self.asked += 1
        return REPLY
def frame(document):
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return struct.pack("!I", len(data)) + data
check_worker.Desk = Desk
check_worker.frame = frame
"""

TESTS = (("two columns", False), ("the input stays as it was", False), ("many rows", True), ("one row", True))
EVENTS = [
    *({"event": "test", "cell": "h1-e01-tests", "name": n, "passed": True, "message": None, "hidden": h} for n, h in TESTS),
    *({"event": "cell", "cell": "h1-e01-tests", "hidden": hidden, "error": None} for hidden in (False, True)),
    {"event": "done", "seconds": 0},
]
ALL = "".join(json.dumps(event) + "\n" for event in EVENTS)


def _array(kind: str, shape: str, body: str = "") -> str:
    header = f"{{'descr': {kind}, 'fortran_order': False, 'shape': {shape}}}\n"
    return f'{{"ok": {{"nd": npy({header!r}, {body.encode()!r})}}}}'


CASES = [
    forged("everything passed", repr(ALL.encode())),
    forged("done", 'b\'{"event": "done", "seconds": 0}\\n\' * 20'),
    forged("the judge is broken", 'b\'{"event": "broken", "error": "x"}\\n\''),
    forged("a verdict", 'b\'{"version": 1, "status": "passed", "score": 1.0}\\n\''),
    forged("set-up failed", 'b\'{"event": "setup_failed", "error": {"name": "E", "message": ""}}\\n\''),
    forged("ready, again and again", 'b\'{"event": "ready"}\\n\' * 1000'),
    forged("an end that took for ever", 'b\'{"event": "ran", "seconds": 1e308}\\n{"event": "ran", "seconds": NaN}\\n\''),
    forged(
        "an error of strange types",
        'b\'{"event": "error", "error": {"name": [1], "message": {}, "line": true, "cell": 5}}\\n\'',
    ),
    forged(
        "an error in a line of many digits",
        'b\'{"event": "error", "error": {"line": \' + b\'9\' * 4000 + b\'}}\\n\'',
        leaves=lambda world, verdict: ["a line of 4000 digits"] if "9" * 100 in str(verdict) else [],
    ),
    forged(
        "an error of half characters", 'b\'{"event": "error", "error": {"name": "\\\\ud800", "message": "\\\\udfff"}}\\n\''
    ),
    reported("everything passed", *(repr(json.dumps(event).encode()) for event in EVENTS)),
    reported("done", *['b\'{"event": "done", "seconds": 0}\''] * 20),
    reported("the judge is broken", 'b\'{"event": "broken", "error": "x"}\''),
    reported("a verdict", 'b\'{"version": 1, "status": "passed", "score": 1.0}\''),
    reported("set-up failed", 'b\'{"event": "setup_failed", "error": {"name": "E", "message": ""}}\''),
    reported("ready, again and again", *['b\'{"event": "ready"}\''] * 1000),
    reported("an end that took for ever", 'b\'{"event": "ran", "seconds": 1e308}\'', 'b\'{"event": "ran", "seconds": NaN}\''),
    reported(
        "an error of strange types", 'b\'{"event": "error", "error": {"name": [1], "message": {}, "line": true, "cell": 5}}\''
    ),
    reported(
        "an error in a line of many digits",
        'b\'{"event": "error", "error": {"line": \' + b\'9\' * 4000 + b\'}}\'',
        leaves=lambda world, verdict: ["a line of 4000 digits"] if "9" * 100 in str(verdict) else [],
    ),
    reported("an error of half characters", 'b\'{"event": "error", "error": {"name": "\\\\ud800", "message": "\\\\udfff"}}\''),
    reported("JSON sixty thousand deep", "b'[' * 60000"),
    reported("objects ten thousand deep", "b'{\"a\":' * 9000 + b'1' + b'}' * 9000"),
    reported("a number of five thousand digits", "b'{\"event\": \"ran\", \"seconds\": ' + b'1' * 5000 + b'}'"),
    reported("what is no object", "b'\xff\xfe'", "b'null'", "b'[]'", "b'5'", "b'\"x\"'", "b'{'"),
    forged("JSON sixty thousand deep", "b'[' * 60000 + b'\\n'"),
    forged(
        "objects ten thousand deep",
        "b'{\"a\":' * 10000 + b'1' + b'}' * 10000 + b'\\n'",
    ),
    forged("a number of five thousand digits", "b'{\"event\": \"ran\", \"seconds\": ' + b'1' * 5000 + b'}\\n'"),
    forged("lines that are no JSON", "(b'\\xff\\xfe\\n' + b'null\\n[]\\n5\\n\"x\"\\n{\\n') * 500"),
    forged("a line without end", "b'x' * 200000"),
    forged("a stack of its own", "b'File \"<cell:h1-e01:1>\", line 99999999\\n' * 10", leaves=lambda world, verdict: []),
    Case(
        "wire: a stack in a line of many digits",
        "timed_out",
        """
import os, signal, stat
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
for fd in range(3, 64):
    try:
        if stat.S_ISFIFO(os.fstat(fd).st_mode):
            os.write(fd, b'File "<cell:h1-e01:1>", line ' + b"9" * 5000 + b"\\n")
    except OSError:
        pass
while True: pass
""",
        seconds=1.0,
    ),
    forged("HTTP", "b'GET / HTTP/1.1\\r\\n\\r\\n' * 9"),
    framed("a reply that all is well", 'b\'{"ok": {"v": true}}\''),
    framed("a reply with a handle", 'b\'{"ok": {"ref": 1, "type": "x"}}\''),
    framed("a reply that is nothing", "b'null'"),
    framed(
        "a reply with a result and more", 'b\'{"ok": {"list": [{"v": 0.0}, {"v": 2.5}]}, "passed": true, "event": "done"}\''
    ),
    framed("a reply that is not JSON", "b'\\x80\\x04\\x95'"),
    framed("a reply a hundred thousand deep", "b'{\"ok\":' + b'[' * 100000"),
    forged("a frame that is too large", "struct.pack('!I', 2**32 - 1) + b'x' * 9"),
    forged("a frame that never comes", "struct.pack('!I', 2**20) + b'{'"),
    forged("half a length", "b'\\0\\0'"),
    forged("empty frames", "b'\\0' * 4000"),
    served("serves nothing", "{}", "failed"),
    served("serves a list", "[1, 2]", "failed"),
    served("serves a list of nothing for ever", '{"ok": {"list": []}}', "failed"),
    served("serves an error of strange types", '{"error": 5}', "failed"),
    served("serves an error without words", '{"error": {}}', "failed"),
    served(
        "serves an error of half characters",
        '{"error": {"name": "\\ud800", "message": "\\udfff", "line": 1, "cell": "x"}}',
        "failed",
    ),
    served(
        "serves an error with a line of many digits",
        '{"error": {"name": "E", "message": "", "line": 10**4000, "cell": "x"}}',
        "failed",
    ),
    served("serves an unknown kind", '{"ok": {"pickle": "gASVAAAA"}}', "failed"),
    served("serves numbers that are none", '{"ok": {"list": [{"v": float("nan")}, {"v": float("-inf")}]}}', "failed"),
    served("serves JSON as a value", '{"ok": {"v": {"v": [0.0, 2.5]}}}', "failed"),
    served("serves what cannot be a key", '{"ok": {"dict": [[{"list": []}, {"v": 1}]]}}', "failed"),
    served("serves a handle with a strange number", '{"ok": {"ref": "x" * 9, "type": 5}}', "failed"),
    served("serves handles for ever", '{"ok": {"ref": self.asked, "type": "a.B"}}', ("failed", "timed_out")),
    served(
        "serves values two thousand deep", "b'{\"ok\":' + b'{\"list\":[' * 2000 + b'{\"v\":1}' + b']}' * 2000 + b'}'", "failed"
    ),
    served("serves lists of lists without end", 'b\'{"ok":{"list":[\' + b\'{"list":[]},\' * 500000 + b\'{"v":0}]}}\''),
    served("serves an array of the wrong size", _array("'<f8'", "(1000000000000,)"), "failed"),
    served("serves an array that is gigabytes of nothing", _array("'|S0'", "(1000000000000,)"), ("failed", "timed_out")),
    served("serves an array with pickles", _array("'|O'", "(1,)", "cos\nsystem\n(S'true'\ntR."), "failed"),
    served("serves an array whose header is code", '{"ok": {"nd": npy("__import__(\'os\').system(\'true\')\\n")}}', "failed"),
    served("serves an array whose header is deep", '{"ok": {"nd": npy("(" * 9000 + "\\n")}}', "failed"),
    served("serves an array of negative size", _array("'<f8'", "(-1,)"), "failed"),
    served("serves an array of arrays", _array("[('a', '<f8', (2, 2))]", "(1,)", "x" * 32), "failed"),
    served("serves no base64", '{"ok": {"nd": "!!!!"}}', "failed"),
    Case(
        "wire: sends its descriptors",
        CLOSED,
        """
import array, os, socket
for fd in range(3, 64):
    try:
        with socket.socket(fileno=os.dup(fd)) as out:
            for _ in range(50):
                out.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))], socket.MSG_DONTWAIT)
    except OSError:
        pass
"""
        + WRONG,
    ),
    Case(
        "wire: hangs up, and goes on",
        CLOSED,
        """
import os, socket
for fd in range(3, 64):
    try:
        with socket.socket(fileno=os.dup(fd)) as out:
            out.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
while True: pass
""",
    ),
    Case(
        "wire: swaps its descriptors",
        CLOSED,
        """
import os
for fd in range(4, 32):
    try: os.dup2(3, fd)
    except OSError: pass
"""
        + RIGHT,
    ),
    Case(
        "wire: reads what is meant for others",
        (*CLOSED, "passed"),
        """
import os
got = b""
for fd in range(3, 64):
    try:
        os.set_blocking(fd, False)
        got += os.read(fd, 10**6)
    except OSError: pass
    finally:
        try: os.set_blocking(fd, True)
        except OSError: pass
if b"718281828" in got or b"expect" in got: print("BREACH")
"""
        + RIGHT,
    ),
]
