"""Reading what an untrusted process reports: whatever it sends, plain and small data comes of it, and nothing is raised."""

from __future__ import annotations

import re
from typing import Any

from .job import CellError

_MAX_SECONDS = 1e6
_MAX_LINE = 10**7
_MAX_TEXT = 500
_MOST_EXITS = 20
_FRAME = re.compile(r'File "(?:<cell:([^>"]{1,200})>|[^"]*ipykernel_\d+[/\\]\d+\.py)", line (\d{1,7})')


def seconds_of(message: dict[str, Any]) -> float:
    """The duration in a report, 0 where it is not credible."""
    seconds = message.get("seconds")
    return float(seconds) if isinstance(seconds, int | float) and 0 <= seconds < _MAX_SECONDS else 0.0


def line_of(value: Any) -> int | None:
    """The number of a line, if it is one."""
    return value if type(value) is int and 0 < value < _MAX_LINE else None


def exits_of(message: dict[str, Any]) -> tuple[tuple[str, int | None], ...]:
    """The cells that ended themselves, each with the line."""
    found = message.get("exits")
    pairs = [each for each in found if isinstance(each, list) and len(each) == 2] if isinstance(found, list) else []
    return tuple((str(cell)[:_MAX_TEXT], line_of(line)) for cell, line in pairs[:_MOST_EXITS])


def error_of(message: dict[str, Any]) -> CellError:
    """How a cell raised."""
    error = message.get("error")
    error = error if isinstance(error, dict) else {}
    name, text, cell, running = (str(error.get(key) or "")[:_MAX_TEXT] for key in ("name", "message", "cell", "in"))
    return CellError(name, text, line_of(error.get("line")), cell or None, running)


def place_in_stack(text: bytes) -> tuple[str | None, int] | None:
    """The cell, if it has a name, and its line that is running, in a stack of `faulthandler`'s, innermost frame first."""
    found = _FRAME.search(text.decode(errors="replace"))
    return (found[1], int(found[2])) if found else None
