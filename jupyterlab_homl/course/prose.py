"""The prose of a course: its plain words for the search, and its terms as links to the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .review_items import CourseCard

#: What is not prose: code blocks, formulas, tables' rules, references, and the paragraph that lists a section's exercises.
_NO_PROSE = re.compile(
    r"```.*?```|\$\$.*?\$\$|\$[^$\n]+\$|^[|\s:-]+$|^(?:\*\*Its exercise|→ Exercise).*?(?:\n\n|\Z)|\[\[[^\]]*\]\]",
    re.DOTALL | re.MULTILINE,
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"^\s*(?:#+|[-+>]|\d+\.)\s|\|", re.MULTILINE)

#: Words in italics, in which lessons set a term where it is introduced.
_ITALICS = re.compile(r"(?<![*\w\\])\*(?P<words>[^*\n`$]*[^*\s`$])\*(?![*\w])")


def plain_text(markdown: str) -> str:
    """The words of a Markdown text on one line, without marks, code blocks, formulas and the targets of links."""
    text = _LINK.sub(r"\1", _NO_PROSE.sub(" ", markdown))
    return " ".join(_MARKS.sub(" ", text).replace("*", "").replace("`", "").split())


class TermLinks:
    """Links the terms of one notebook to the glossary: each where it first stands in italics.

    Parameters
    ----------
    cards : iterable of CourseCard
        The cards of the course.
    """

    def __init__(self, cards: Iterable[CourseCard]) -> None:
        self._open = {card.name.casefold(): card for card in cards if card.kind == "term"}

    def add(self, markdown: str) -> str:
        """A text of the notebook with its new terms as links; the definition is the title of the link."""
        return _ITALICS.sub(lambda found: self._link(found["words"], found[0]), markdown)

    def _link(self, words: str, italics: str) -> str:
        name = words.casefold()
        card = self._open.pop(name, None) or self._open.pop(name.removesuffix("s"), None)
        if card is None:
            return italics
        title = "" if re.search(r'["()]', card.what) else f' "{card.what}"'
        return f"[{italics}](#term={card.id}{title})"
