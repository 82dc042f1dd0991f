"""Things in place of a notebook: each must end at once in a sentence."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..case import Case

NO_NOTEBOOK = "BadNotebook"
UNREADABLE = ("NotFound", "NotAllowed", "BadNotebook")


def instead(name: str, status: str | tuple[str, ...], make: Callable[..., Any], says: str = "") -> Case:
    """A case where `make` puts something at the notebook's path."""
    return Case(f"file: {name}", status, file=make, says=says)


def _text(text: str) -> Callable[[Any], Any]:
    return lambda path: path.write_text(text)


def _bytes(data: bytes) -> Callable[[Any], Any]:
    return lambda path: path.write_bytes(data)


def _link(target: str) -> Callable[[Any], Any]:
    return lambda path: path.symlink_to(target)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 * 2**20)


def _full(path: Path) -> None:
    with path.open("w") as file:
        file.write('{"cells": [')
        file.writelines('{"cell_type": "code", "source": "x", "metadata": {}},' for _ in range(100_000))
        file.write('{"cell_type": "code", "source": "x", "metadata": {}}]}')


CASES = [
    instead("nothing", "NotFound", lambda path: None, "There is no notebook"),
    instead("empty", NO_NOTEBOOK, _bytes(b""), "is empty"),
    instead("blanks", NO_NOTEBOOK, _text(" \n\t\n" * 999), "is empty"),
    instead("a list", NO_NOTEBOOK, _text("[]"), "is not a notebook"),
    instead("a number", NO_NOTEBOOK, _text("5"), "is not a notebook"),
    instead("a text", NO_NOTEBOOK, _text('"cells"'), "is not a notebook"),
    instead("null", NO_NOTEBOOK, _text("null"), "is not a notebook"),
    instead("not a number", NO_NOTEBOOK, _text("NaN"), "is not a notebook"),
    instead("half a notebook", NO_NOTEBOOK, _text('{"cells": [{"cell_type": "co'), "is not a notebook"),
    instead("Python", NO_NOTEBOOK, _text("import os\nos._exit(0)"), "is not a notebook"),
    instead("a pickle", NO_NOTEBOOK, _bytes(b"\x80\x04\x95cos\nsystem\n(S'true'\ntR."), "is not text"),
    instead("invalid UTF-8", NO_NOTEBOOK, _bytes(b'{"cells": ["\xff\xfe"]}'), "is not text"),
    instead("UTF-16", NO_NOTEBOOK, lambda path: path.write_text('{"cells": []}', encoding="utf-16"), "no exercises"),
    instead("null bytes", NO_NOTEBOOK, _bytes(b"\0" * 9999), "is not a notebook"),
    instead("JSON a hundred thousand deep", NO_NOTEBOOK, _text("[" * 100_000), "is not a notebook"),
    instead("objects a hundred thousand deep", NO_NOTEBOOK, _text('{"cells":' * 100_000), "is not a notebook"),
    instead("a number of a million digits", NO_NOTEBOOK, _text('{"cells": [' + "9" * 10**6 + "]}"), "is not a notebook"),
    instead("200 MB", NO_NOTEBOOK, _huge, "larger than"),
    instead("a hundred thousand cells", NO_NOTEBOOK, _full, "at most 10,000"),
    instead("twenty million cells", NO_NOTEBOOK, _text('{"cells": [' + "{}," * 20_000_000 + "{}]}"), "holds too much"),
    instead("a folder", UNREADABLE, lambda path: path.mkdir(), "exercises.ipynb"),
    instead("a pipe", UNREADABLE, lambda path: os.mkfifo(path), "exercises.ipynb"),
    instead("a socket", UNREADABLE, _socket, "exercises.ipynb"),
    instead("a device", UNREADABLE, _link("/dev/zero"), "exercises.ipynb"),
    instead("a terminal", UNREADABLE, _link("/dev/tty"), "exercises.ipynb"),
    instead("a link to itself", UNREADABLE, _link("exercises.ipynb"), "exercises.ipynb"),
    instead("a link to nowhere", UNREADABLE, _link("/no/such/file"), "exercises.ipynb"),
    instead("a link to the kernel's own", (*UNREADABLE,), _link("/proc/self/mem"), "exercises.ipynb"),
    instead("a link to what grows", (*UNREADABLE,), _link("/proc/self/maps"), "exercises.ipynb"),
]
