"""Odd things that stand in the place of a file: twenty kinds, each a function that puts one at a path."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path


def _socket(path: Path) -> None:
    """A socket, bound from its folder since the path of one must be short."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(before)


def _link_to_pipe(path: Path) -> None:
    pipe = path.with_name(f".pipe-of-{path.name}")
    os.mkfifo(pipe)
    path.symlink_to(pipe)


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**42)


def _full_folder(path: Path) -> None:
    path.mkdir()
    (path / "file").write_text("x")


def _linked_folder(path: Path) -> None:
    path.mkdir()
    (path / "again").symlink_to(path)


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


THINGS: dict[str, Callable[[Path], object]] = {
    "pipe": lambda path: os.mkfifo(path),
    "socket": _socket,
    "folder": lambda path: path.mkdir(),
    "full-folder": _full_folder,
    "linked-folder": _linked_folder,
    "dangling-link": lambda path: path.symlink_to("nowhere"),
    "link-to-itself": lambda path: path.symlink_to(path),
    "link-to-zeros": lambda path: path.symlink_to("/dev/zero"),
    "link-to-pipe": _link_to_pipe,
    "link-to-terminal": lambda path: path.symlink_to("/dev/tty"),
    "sparse": _sparse,
    "empty": _bytes(b""),
    "blanks": _bytes(b" \n\t\n" * 99),
    "zeros": _bytes(bytes(9999)),
    "not-utf-8": _bytes(b'{"a": "\xff\xfe\x80"}\n'),
    "utf-16": _bytes('{"a": 1}'.encode("utf-16")),
    "number": _bytes(b"5\n"),
    "null": _bytes(b"null\n"),
    "list": _bytes(b'[{"student": 1}]\n{}\n{"student": []}\n{"student": "x", "submission": {}}\n'),
    "deep": _bytes(b"[" * 100_000),
    "long-line": _bytes(b"x" * 5_000_000),
}
