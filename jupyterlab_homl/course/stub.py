"""Cells as they are handed out: solutions and hidden tests cut, by nbgrader's own rules.

nbgrader's preprocessors are what releases are made with (`release.py`). This module says what they leave of one cell,
without importing nbgrader; a test holds the two together.
"""

from __future__ import annotations

#: An ellipsis can stand below a quiz's dict as well as in a function's body; nobody has to delete it.
CODE_STUB = "# YOUR CODE HERE\n..."
TEXT_STUB = "YOUR ANSWER HERE"


def stub_of(source: str, cell_type: str) -> str:
    """The answer cell with each marked solution replaced by a stub.

    Parameters
    ----------
    source : str
        The cell with ``BEGIN SOLUTION`` and ``END SOLUTION`` lines.
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
                raise ValueError("BEGIN SOLUTION stands inside a solution.")
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
        raise ValueError("the answer cell marks no solution (### BEGIN SOLUTION … ### END SOLUTION).")
    return "\n".join(lines)
