"""A file of notes: the notes and links of one lesson, by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha1
from typing import Any

from .blocks import Block, Heading, Link, Note, Raw, link_raw, note_raw, read, unix_newlines, write

#: The folder of attached files, inside the folder of notes.
ATTACHMENTS = "attachments"


@dataclass(frozen=True)
class PlacedBlock:
    """A note or a link with its place in the file.

    Attributes
    ----------
    index : int
        Its index among the blocks.
    id : str
        Its id; one made from its text if it was written by hand.
    section : int or None
        The number of its section.
    title : str
        The heading of the section.
    block : Note or Link
        The note or link itself.
    """

    index: int
    id: str
    section: int | None
    title: str
    block: Any


class NotesFile:
    """The parsed blocks of a file of notes. Changes return a new object and leave all other text as it is.

    Parameters
    ----------
    text : str
        The content of the file.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._blocks = read(text)
        self._newline = "\r\n" if "\r\n" in text else "\n"

    def placed(self) -> Iterator[PlacedBlock]:
        """The notes and links, in order."""
        seen: Counter[str] = Counter()
        section, title = None, ""
        for index, block in enumerate(self._blocks):
            if isinstance(block, Heading):
                if block.number is not None or block.level <= 2:
                    section, title = block.number, block.title
            elif isinstance(block, Note | Link):
                own = block.id or _made_id(block)
                seen[own] += 1
                yield PlacedBlock(index, own if seen[own] == 1 else f"{own}-{seen[own]}", section, title, block)

    def notes(self) -> list[PlacedBlock]:
        """The notes, in order."""
        return [one for one in self.placed() if isinstance(one.block, Note)]

    def links(self) -> list[PlacedBlock]:
        """The links, in order, including those to attached files."""
        return [one for one in self.placed() if isinstance(one.block, Link)]

    def find(self, name: str) -> PlacedBlock | None:
        """The note or link with this id."""
        return next((one for one in self.placed() if one.id == name), None)

    def changed(self, found: PlacedBlock, block: Note | Link) -> NotesFile:
        """The file with a note or link replaced."""
        raw = note_raw(block) if isinstance(block, Note) else link_raw(block)
        ends = found.block.raw.endswith("\n")
        blocks = [*self._blocks]
        blocks[found.index] = Raw(self._native(raw if ends else raw.rstrip("\n")))
        return NotesFile(write(blocks))

    def without(self, found: PlacedBlock) -> NotesFile:
        """The file without a note or link and without the empty lines that it would leave."""
        before, after = self._blocks[: found.index], self._blocks[found.index + 1 :]
        while before and after and _empty(before[-1]) and _empty(after[0]):
            after = after[1:]
        return NotesFile(write([*before, *after]))

    def with_note(self, note: Note, section: int | None, title: str) -> NotesFile:
        """The file with another note, in its section after the notes on earlier paragraphs."""
        here: int | None = None
        for one in self.notes():
            if one.section == section and (one.block.first or 0) <= (note.first or 0):
                here = one.index + 1
        if here is None:
            heading = self._heading(section)
            if section is not None and heading is None:
                at = self._before(lambda block: block.number is None or block.number > section)
                return self._put(at, f"## {section:02d}. {' '.join(title.split())}\n\n{note_raw(note)}")
            later = [one.index for one in self.notes() if one.section == section]
            here = later[0] if later else heading + 1 if heading is not None else self._before(lambda block: True)
        return self._put(here, note_raw(note))

    def with_notes(self, notes: list[Note], section: int | None, title: str) -> NotesFile:
        """The file with several more notes, which must have ids."""
        ordered = sorted(notes, key=lambda note: note.first or 0)
        if not ordered or any(one.section == section for one in self.notes()):
            changed = self
            for note in ordered:
                changed = changed.with_note(note, section, title)
            return changed
        changed = self.with_note(ordered[0], section, title)
        blocks = list(read(changed.text))
        at = next(index for index, block in enumerate(blocks) if isinstance(block, Note) and block.id == ordered[0].id)
        blocks[at] = Raw(self._native("\n".join(map(note_raw, ordered))))
        return NotesFile(write(blocks))

    def with_link(self, link: Link) -> NotesFile:
        """The file with another link, under the heading of links (or files) at its end."""
        name = "Files" if link.url.startswith(f"{ATTACHMENTS}/") else "Links"
        found = [
            index
            for index, block in enumerate(self._blocks)
            if isinstance(block, Heading) and block.number is None and block.title == name
        ]
        if not found:
            return self._put(len(self._blocks), f"## {name}\n\n{link_raw(link)}")
        after = [one.index + 1 for one in self.links() if one.index > found[0] and one.title == name]
        if after:
            return self._put(after[-1], link_raw(link), tight=True)
        return self._put(found[0] + 1, link_raw(link))

    def _heading(self, section: int | None) -> int | None:
        if section is None:
            return None
        for index, block in enumerate(self._blocks):
            if isinstance(block, Heading) and block.number == section:
                return index
        return None

    def _before(self, later: Any) -> int:
        """The index of the first heading of level 2 for which `later` holds, or the end of the file."""
        for index, block in enumerate(self._blocks):
            if isinstance(block, Heading) and block.level == 2 and later(block):
                return index
        return len(self._blocks)

    def _put(self, at: int, raw: str, tight: bool = False) -> NotesFile:
        """The file with some text before a block, separated by empty lines."""
        before, after = write(self._blocks[:at]), write(self._blocks[at:])
        fresh = before in ("", "\ufeff")
        gap = "" if fresh or before.endswith("\n") else "\n"
        if not fresh and not tight and (before + gap).replace("\r", "")[-2:] != "\n\n":
            gap += "\n"
        behind = "" if tight or not after or after.lstrip(" \t").startswith(("\n", "\r\n")) else "\n"
        return NotesFile(before + self._native(gap + raw + behind) + after)

    def _native(self, text: str) -> str:
        return unix_newlines(text).replace("\n", self._newline)


def _empty(block: Block) -> bool:
    return isinstance(block, Raw) and not block.raw.strip()


def _made_id(block: Note | Link) -> str:
    text = block.text if isinstance(block, Note) else block.url
    return "h" + sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:8]
