"""The file ``timestamp.txt`` of a submission, in which nbgrader notes when it was handed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.utils import gettz, parse_utc

from ..errors import HomlError
from ..toolkit.messages import Message
from .submission import read_file

NAME = "timestamp.txt"

#: The most bytes of the file; what is longer is no time.
_MOST_BYTES = 1000

#: A zone that needs no name.
_OFFSET = re.compile(r"(\d *Z|UTC|GMT|[+-]\d\d:?\d\d)$")


@dataclass(frozen=True)
class Timestamp:
    """When a submission was handed in.

    Attributes
    ----------
    time : datetime or None
        In UTC, without a zone, as nbgrader has it; None if the submission does not say.
    remark : str
        What the instructor should know about it; empty if nothing.
    """

    time: datetime | None = None
    remark: str = ""


def read_timestamp(folder: Path) -> Timestamp:
    """The timestamp of a submission.

    Raises
    ------
    HomlError
        If the file is not an ordinary one, or does not contain a time.
    """
    path = folder / NAME
    if path.is_symlink():
        raise HomlError("timestamp.txt is a link.")
    if not path.exists():
        return Timestamp()
    try:
        text = read_file(path, _MOST_BYTES).decode("utf-8-sig").strip()
        if not text:
            return Timestamp()
        time = parse_utc(text)
    except HomlError:
        raise
    except Exception as error:  # the parser of dates raises anything
        raise HomlError("timestamp.txt does not hold a time.") from error
    if not isinstance(time, datetime):
        raise HomlError("timestamp.txt does not hold a time.")
    return Timestamp(time, "" if _has_zone(text) else _no_zone(text))


def _has_zone(text: str) -> bool:
    """Whether nbgrader knows the time zone that a time names; where it does not, it takes the time for UTC."""
    if _OFFSET.search(text):
        return True
    parts = text.split(" ")
    return len(parts) == 3 and gettz(parts[2]) is not None


def _no_zone(text: str) -> str:
    return Message(
        "timestamp.txt names no time zone that is known here ({text}), so it was taken for UTC.", {"text": text}
    ).text
