"""What is printed: control characters in texts from elsewhere are shown, not sent to the terminal."""

from __future__ import annotations

import re
import sys
import time
from typing import Any, TextIO

#: Control characters but for line ends, tabs and returns, those that change the direction of text, and halves of characters,
#: which names of files have that are not UTF-8. Colours are left, since the tables of the reports have them.
_CONTROL = re.compile(
    "\x1b(?!\\[[0-9;]*m)|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """A text in which control characters are shown as pictures of them, or by their number."""
    return _CONTROL.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else f"\\u{code:04x}"


class VisibleStream:
    """A text stream that writes `visible` texts to another one, and is that one in all else."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text."""
        self._stream.write(visible(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        """Whatever else the other stream has."""
        return getattr(self._stream, name)


class Progress:
    """A progress bar in the last line of a terminal; nothing is written where the output is none.

    Parameters
    ----------
    total : int
        How many steps there are.
    what : str
        What a step is, in the plural.
    quiet : bool
        Whether to show nothing at all.
    """

    _WIDTH = 24

    def __init__(self, total: int, what: str, quiet: bool = False) -> None:
        self._total, self._what = total, what
        self._visible = not quiet and sys.stdout.isatty()
        self._started = time.monotonic()
        self._written = 0

    def show(self, done: int) -> None:
        """Show that so many steps are done."""
        if not self._visible:
            return
        filled = self._WIDTH * done // max(self._total, 1)
        left = (time.monotonic() - self._started) * (self._total - done) / max(done, 1)
        after = f", about {left:.0f} s left" if done and done < self._total else ""
        line = f"{'█' * filled}{'░' * (self._WIDTH - filled)} {done} of {self._total} {self._what}{after}"
        print("\r" + line.ljust(self._written), end="", flush=True)
        self._written = len(line)

    def clear(self) -> None:
        """Remove the bar, so that a line can be printed in its place."""
        if self._visible and self._written:
            print("\r" + " " * self._written, end="\r", flush=True)
            self._written = 0
