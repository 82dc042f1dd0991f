"""The learner's own rating of a short answer: the points of the rubric, and their total."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ITEM = re.compile(r"(?:[-*]|\d+[.)])\s+")


def rubric_points(rubric: str) -> tuple[str, ...]:
    """The points of a rubric: the items of its lists, each in Markdown.

    Parameters
    ----------
    rubric : str
        The rubric in Markdown; text around its lists is ignored.
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


def rating_total(given: Sequence[bool] | None) -> dict[str, int] | None:
    """The document of a rating: the number of points met, and of all points. None if there is no rating."""
    return None if given is None else {"points": sum(given), "of": len(given)}
