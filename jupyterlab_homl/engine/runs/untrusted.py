"""Reading what an untrusted process says: whatever it is, plain and small data comes of it, and nothing is raised."""

from __future__ import annotations

import json
import re
from typing import Any

_LONGEST = 1e6
_LAST_LINE = 10**7
_FRAME = re.compile(r'File "(?:<cell:([^>"]{1,200})>|[^"]*ipykernel_\d+[/\\]\d+\.py)", line (\d{1,7})')


def document_of(text: bytes) -> dict[str, Any]:
    """A JSON object; nothing else that a process may write is one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def seconds_of(message: dict[str, Any]) -> float:
    """How long the cells took."""
    told = message.get("seconds")
    return float(told) if isinstance(told, int | float) and 0 <= told < _LONGEST else 0.0


def line_of(told: Any) -> int | None:
    """The number of a line, if it is one."""
    return told if type(told) is int and 0 < told < _LAST_LINE else None


def error_of(message: dict[str, Any]) -> dict[str, Any]:
    """How a cell raised."""
    told = message.get("error")
    told = told if isinstance(told, dict) else {}
    texts = {name: str(told.get(name) or "")[:500] for name in ("name", "message", "cell", "in")}
    return {**texts, "cell": texts["cell"] or None, "line": line_of(told.get("line"))}


def place_in_stack(text: bytes) -> tuple[str | None, int] | None:
    """The cell, where it has a name, and its line that is run, in the stack that `faulthandler` writes, innermost first."""
    found = _FRAME.search(text.decode(errors="replace"))
    return (found[1], int(found[2])) if found else None
