"""The peer: nbgrader's Validator in a process that runs already and has imported it. As a module it serves requests."""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from pathlib import Path
from typing import Any

from ..harness.worker import Worker

#: TensorFlow's complaint about a missing graphics card goes to standard error, which the Validator takes for a failed test.
_NO_GRAPHICS_CARD = {"CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}


class Peer(Worker):
    """The process."""

    def __init__(self) -> None:
        super().__init__("benchmarks.checking.validator", more=_NO_GRAPHICS_CARD)

    def validate(self, path: Path) -> tuple[float, str]:
        """Seconds that a notebook takes, and how it came out: ``passed``, or a word of the Validator's."""
        found = self.ask(str(path))
        return found["seconds"], found["outcome"]


def validate(path: str) -> dict[str, Any]:
    """Validate a notebook here, as nbgrader's server extension does but for reading its configuration again."""
    from nbgrader.validator import Validator

    started = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        result = Validator().validate(path)
    return {"seconds": time.perf_counter() - started, "outcome": " ".join(result) or "passed"}


def main() -> None:
    """Import, then serve."""
    import nbgrader.validator  # noqa: F401

    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        print(json.dumps(validate(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
