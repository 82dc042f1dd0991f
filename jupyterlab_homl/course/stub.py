"""Answer cells as they are released: the solution replaced by a stub.

Releases are made by nbgrader's preprocessors (`release.py`). This module does for one cell what they do, without importing
nbgrader; a test compares the two.
"""

from __future__ import annotations

#: The ellipsis is valid in a function's body and after a quiz's dict alike, so learners need not delete it.
CODE_STUB = "# YOUR CODE HERE\n..."
TEXT_STUB = "YOUR ANSWER HERE"


def stub_of(source: str, cell_type: str) -> str:
    """An answer cell with each marked solution replaced by a stub.

    Parameters
    ----------
    source : str
        The text of the cell, with ``BEGIN SOLUTION`` and ``END SOLUTION`` lines.
    cell_type : str
        ``code`` or ``markdown``.

    Raises
    ------
    ValueError
        If the markers are missing or do not match.
    """
    stub = (CODE_STUB if cell_type == "code" else TEXT_STUB).split("\n")
    lines: list[str] = []
    inside = found = False
    for line in source.split("\n"):
        if "BEGIN SOLUTION" in line:
            if inside:
                raise ValueError("BEGIN SOLUTION is inside another solution.")
            inside = found = True
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + text for text in stub]
        elif "END SOLUTION" in line:
            if not inside:
                raise ValueError("END SOLUTION has no BEGIN SOLUTION.")
            inside = False
        elif not inside:
            lines.append(line)
    if inside:
        raise ValueError("BEGIN SOLUTION has no END SOLUTION.")
    if not found:
        raise ValueError("the answer cell has no marked solution (### BEGIN SOLUTION … ### END SOLUTION).")
    return "\n".join(lines)
