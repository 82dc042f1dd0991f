"""What a learner waits for at the page, in a real browser, and how much of the extension is loaded for it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..harness.figures import judged, seconds, spread, summary, table
from ..harness.jupyter_server import Server
from ..harness.machine import ROOT

#: What is to be reached, in seconds and bytes.
TARGETS = {"panel": 0.2, "check": 0.05, "verdict": 0.15, "filter": 0.05, "filterLarge": 0.1}
LATER = 0.3
SIZES = {"start": 60_000, "all": 130_000}

STATIC = ROOT / "jupyterlab_homl" / "labextension" / "static"


def measure(rounds: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Sizes of the built extension, then times and requests in a browser."""
    files = sizes()
    found: dict[str, Any] = {"size": {"all": sum(files.values())}}
    sys.path.insert(0, str(ROOT / "scripts"))
    from browser import find_browser

    browser, words = find_browser(ROOT / "ui-tests")
    if browser is None:
        say(f"the page is left out: {words}")
        return found
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "PLAYWRIGHT": str(ROOT / "ui-tests" / "node_modules" / "playwright-core"),
        "CHROMIUM": browser,
    }
    with Server() as server:
        say("in the browser …")
        command = [
            "node",
            str(Path(__file__).with_name("page.mjs")),
            f"http://127.0.0.1:{server.port}",
            server.token,
            str(rounds),
        ]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-4000:])
    measured = json.loads(done.stdout)
    found["size"]["start"] = sum(files[name] for name in set(measured["scripts"]) if name in files)
    times = {name: summary([value / 1000 for value in measured[name]]) for name in ("shell", "road", *TARGETS)}
    return {**found, "times": times, "requests": measured["requests"]}


def sizes() -> dict[str, int]:
    """Bytes of each script of the production build, compressed as a server would."""
    return {path.name: len(gzip.compress(path.read_bytes())) for path in STATIC.glob("*.js")}


def section(found: dict[str, Any]) -> str:
    """What was measured, for a person."""
    rows = [
        [_SIZE_ROWS[name], f"{size / 1000:.0f} kB", judged(size < SIZES[name], f"< {SIZES[name] // 1000} kB")]
        for name, size in found["size"].items()
    ]
    if "times" in found:
        times = found["times"]
        later = times["road"]["median"] - times["shell"]["median"]
        rows += [
            ["JupyterLab without the extension: page load to the launcher", spread(times["shell"]), ""],
            [
                "with it: page load to the road",
                spread(times["road"]),
                judged(later < LATER, f"less than {seconds(LATER)} later ({seconds(later)})"),
            ],
        ]
        rows += [
            [words, spread(times[name]), judged(times[name]["median"] < TARGETS[name], f"< {seconds(TARGETS[name])}")]
            for name, words in _ROWS.items()
        ]
    if "requests" in found:
        start, idle = found["requests"]["start"], found["requests"]["idle"]
        course = [request for request in start if request == "GET course"]
        rows += [
            [
                "requests of a fresh page",
                ", ".join(start),
                judged(len(course) == 1, "one GET course; the roadmap waits for no other"),
            ],
            ["requests in 10 s in which nobody does anything", str(len(idle)), judged(not idle, "none")],
        ]
    return f"{_METHOD}\n\n{table(('what', 'measured', 'target'), rows)}"


_ROWS = {
    "panel": "click on the side bar to the roadmap, a fresh page",
    "check": "Check key to “Checking…”",
    "verdict": "Check key to the verdict on a small right answer, warm, beyond what the check takes on the server",
    "filter": "a letter typed to the matches, 27 lessons of 15 exercises",
    "filterLarge": "the same, 500 chapters with 5,000 exercises",
}

_SIZE_ROWS = {
    "all": "JavaScript of the extension, compressed",
    "start": "of it, what a page loads that opens with the road",
}

_METHOD = """\
In Chromium on a running JupyterLab server: from the time stamp of the event to the frame after the one in which the
result is in the page. Median, and quartiles in brackets."""
