"""Parser of a file of notes. The texts of its blocks, joined, are the file again, so nothing that somebody wrote is lost.

A note is enclosed in ``『 』``, with the numbers of its paragraphs before it, its date after it, and its quotation above it,
under the heading of its section::

    ## 02. Walking downhill

    > Its slope is zero where

    1-2『First paragraph.

    Second paragraph.』（2020-11-11） ^n3f2a1

A check box before the note (``- [ ]``, ``- [x]``) makes it a task; ``{zh}`` after the date names its language. Links are list
items with a state. Everything else is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Literal

from .brackets import escape, pairs, unescape

Todo = Literal["open", "done"] | None

#: The states of a link: it works, it is gone, or it replaces one that is gone.
LINK_STATES = ("found", "gone", "instead")

# Repetitions are possessive throughout: a long line that is not quite a link must not be tried in every way.
_HEADING = re.compile(r"(#{1,6})[ \t]++(?:(\d{1,3})(?:[.、．)][ \t]*+|[ \t]++·[ \t]++))?(.*+)")
_OPENER = re.compile(
    r"[ \t]*+(?:[-*][ \t]++\[([ xX])\][ \t]++)?"
    r"(?:(\d{1,4})(?:[ \t]*+[-–—~～][ \t]*+(\d{1,4}))?[ \t]*+[.、:：]?[ \t]*+)?『"
)
#: Patterns of a date in brackets, and of an id.
DATE = r"[（(](\d{4}-\d{1,2}-\d{1,2})[)）]"
ID = r"\^([A-Za-z0-9][\w-]*+)"

#: An id that a request may give something new.
GIVEN_ID = re.compile(r"[A-Za-z0-9][\w-]{0,40}")

#: What may follow a note on its last line: its date, its language and its id.
TAIL = re.compile(rf"[ \t]*(?:{DATE})?[ \t]*(?:\{{([A-Za-z]{{2,3}}(?:-[A-Za-z0-9]+)*)\}})?[ \t]*(?:{ID})?")
_LINK = re.compile(
    r"[-*][ \t]++\[((?:\\.|[^\]\\])*+)\]\((?:<([^<>]*+)>|([^()\s]*+))\)"
    rf"(?:[ \t]++—[ \t]++(found|gone|instead of)(?:[ \t]++<([^<>]*+)>)?)?[ \t]*+(?:{DATE})?[ \t]*+(?:{ID})?[ \t]*+$"
)


@dataclass(frozen=True)
class Raw:
    """Any other text."""

    raw: str


@dataclass(frozen=True)
class Heading:
    """A heading; one with a number begins a section."""

    raw: str
    level: int
    number: int | None
    title: str


@dataclass(frozen=True)
class Note:
    """A note.

    Attributes
    ----------
    text : str
        Its text in Markdown, of any number of paragraphs.
    first, last : int or None
        The first and the last paragraph of the section that it refers to.
    quote : str
        The beginning of the text that it refers to, by which the place is found again.
    date : str or None
        The day on which it was made, such as ``2020-11-11``.
    todo : str or None
        ``open`` or ``done`` if the note is a task.
    lang : str
        Its language, if the learner gave one.
    id : str
        Its id; empty if the note was written by hand.
    extra : str
        What else is on its last line.
    raw : str
        Its text in the file.
    """

    text: str
    first: int | None = None
    last: int | None = None
    quote: str = ""
    date: str | None = None
    todo: Todo = None
    lang: str = ""
    id: str = ""
    extra: str = ""
    raw: str = field(default="", compare=False)


@dataclass(frozen=True)
class Link:
    """A link, or an attached file, whose address begins with ``attachments/``."""

    title: str
    url: str
    state: str = "found"
    instead_of: str = ""
    date: str | None = None
    id: str = ""
    raw: str = field(default="", compare=False)


Block = Raw | Heading | Note | Link


def version(block: Note | Link) -> str:
    """A hash of a block's text, by which concurrent changes are detected."""
    return sha1(unix_newlines(block.raw).strip().encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:12]


def read(text: str) -> list[Block]:
    """The blocks of a file; their `raw` texts joined are `text`."""
    return list(_blocks(text))


def write(blocks: list[Block]) -> str:
    """The text of a file."""
    return "".join(block.raw for block in blocks)


def _blocks(text: str) -> Iterator[Block]:
    closes = pairs(text)
    at = 0
    if text.startswith("\ufeff"):
        yield Raw("\ufeff")
        at = 1
    while at < len(text):
        end = _line_end(text, at)
        line = text[at:end].rstrip("\r\n")
        quoted, after = _quote(text, at)
        note = _note(text, at, after, quoted, closes)
        if note is not None:
            yield note
            at += len(note.raw)
            continue
        if quoted:
            yield Raw(text[at:after])
            at = after
            continue
        heading, link = _HEADING.fullmatch(line), _LINK.match(line)
        if heading:
            number = int(heading[2]) if heading[2] else None
            yield Heading(text[at:end], len(heading[1]), number, heading[3].strip())
        elif link:
            state = "instead" if link[4] == "instead of" else link[4] or "found"
            url = link[2] if link[2] is not None else link[3]
            title = re.sub(r"\\([\[\]\\])", r"\1", link[1])
            yield Link(title, url, state, link[5] or "", link[6], link[7] or "", text[at:end])
        else:
            yield Raw(text[at:end])
        at = end


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _quote(text: str, at: int) -> tuple[str, int]:
    """The quotation that begins here, and the position after it and one empty line."""
    lines = []
    while text.startswith(">", at):
        end = _line_end(text, at)
        lines.append(text[at + 1 : end].strip())
        at = end
    if lines:
        end = _line_end(text, at)
        if not text[at:end].strip():
            at = end
    return " ".join(lines).strip(), at


def _note(text: str, begin: int, at: int, quote: str, closes: dict[int, int]) -> Note | None:
    opener = _OPENER.match(text, at)
    if opener is None or (closing := closes.get(opener.end() - 1)) is None:
        return None
    tail = TAIL.match(text, closing + 1)
    assert tail is not None
    end = _line_end(text, tail.end())
    first = int(opener[2]) if opener[2] else None
    return Note(
        text=unix_newlines(unescape(text[opener.end() : closing])).strip(),
        first=first,
        last=max(int(opener[3] or 0), first) if first is not None else None,
        quote=quote,
        date=tail[1],
        todo=None if opener[1] is None else "open" if opener[1] == " " else "done",
        lang=tail[2] or "",
        id=tail[3] or "",
        extra=text[tail.end() : end].strip(),
        raw=text[begin:end],
    )


def note_raw(note: Note) -> str:
    """The text of a note in the file, with a newline at the end."""
    quote = " ".join(note.quote.split()).replace("『", "「").replace("』", "」")
    task = {None: "", "open": "- [ ] ", "done": "- [x] "}[note.todo]
    span = "" if note.first is None else str(note.first)
    if note.last is not None and note.first is not None and note.last > note.first:
        span = f"{note.first}-{note.last}"
    parts = [f"{task}{span}『{escape(unix_newlines(note.text).strip())}』"]
    if note.date:
        parts.append(f"（{note.date}）")
    if note.lang:
        parts.append(f" {{{note.lang}}}")
    if note.id:
        parts.append(f" ^{note.id}")
    if note.extra:
        parts.append(f" {note.extra}")
    return (f"> {quote}\n\n" if quote else "") + "".join(parts) + "\n"


def link_raw(link: Link) -> str:
    """The text of a link in the file, with a newline at the end."""
    title = re.sub(r"([\[\]\\])", r"\\\1", " ".join(link.title.split()))
    url = re.sub(r"[<>\s]", "", link.url) if not link.url.startswith("attachments/") else link.url
    if re.search(r"[()\s]", url):
        url = f"<{url}>"
    old = re.sub(r"[<>\s]", "", link.instead_of)
    state = {"found": "found", "gone": "gone", "instead": f"instead of <{old}>" if old else "instead of"}[link.state]
    shown = "" if link.url.startswith("attachments/") else f" — {state}"
    date = f"（{link.date}）" if link.date else ""
    return f"- [{title}]({url}){shown}{date}{f' ^{link.id}' if link.id else ''}\n"


def unix_newlines(text: str) -> str:
    """A text with Unix line endings."""
    return re.sub(r"(?<!\r)\r*+\n", "\n", text)
