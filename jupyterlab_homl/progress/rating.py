"""A short answer rated by its writer: the points of a rubric, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ITEM = re.compile(r"(?:[-*]|\d+[.)])\s+")


def rubric_points(rubric: str) -> tuple[str, ...]:
    """The points of a rubric, in Markdown: the items of its lists.

    Parameters
    ----------
    rubric : str
        The rubric's Markdown; what stands around its lists is no point.
    """
    points: list[list[str]] = []
    inside = False
    for line in rubric.splitlines():
        mark = _ITEM.match(line)
        if mark:
            points.append([line[mark.end() :].strip()])
            inside = True
        elif inside and line.startswith(" ") and line.strip():
            points[-1].append(line.strip())
        else:
            inside = False
    return tuple(" ".join(lines) for lines in points)


def rated(given: Sequence[bool] | None) -> dict[str, int] | None:
    """What a rating comes to: points given, and how many there are. None where there is no rating."""
    return None if given is None else {"points": sum(given), "of": len(given)}
