"""A tests cell: its parts, seen and hidden, and the names of its tests."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class TestsPart:
    """A part of a tests cell, seen or hidden."""

    source: str
    hidden: bool


@dataclass(frozen=True)
class TestsCell:
    """A tests cell.

    Attributes
    ----------
    id : str
        nbgrader's `grade_id`.
    points : float
        What it is worth, all or nothing.
    source : str
        Its code, with the markers of hidden tests.
    """

    id: str
    points: float
    source: str

    @cached_property
    def parts(self) -> tuple[TestsPart, ...]:
        """The code in order, told apart by the markers of hidden tests."""
        parts: list[TestsPart] = []
        lines: list[str] = []
        hidden = False
        for line in self.source.splitlines():
            begins, ends = "BEGIN HIDDEN TESTS" in line, "END HIDDEN TESTS" in line
            if begins or ends:
                parts.append(TestsPart("\n".join(lines), hidden))
                lines, hidden = [], begins
            else:
                lines.append(line)
        parts.append(TestsPart("\n".join(lines), hidden))
        return tuple(part for part in parts if part.source.strip())

    @cached_property
    def inside(self) -> bool:
        """Whether it has asserts in place of named tests, and so must run where the learner's names are."""
        return not any(test_names(part.source) for part in self.parts)

    def names(self, hidden: bool) -> tuple[str, ...]:
        """The names of its tests, in order; asserts without a name are one test."""
        if self.inside:
            return (ASSERTS[hidden],) if any(part.hidden is hidden for part in self.parts) else ()
        return tuple(name for part in self.parts if part.hidden is hidden for name in test_names(part.source))


#: The one test that asserts without names are: those that are seen, and the hidden ones.
ASSERTS = ("every assert holds", "every hidden assert holds")


def test_names(source: str) -> list[str]:
    """The names of the ``with expect.test("…")`` blocks at the top level of some code.

    Raises
    ------
    ValueError
        If a name is not a plain string.
    """
    names = []
    for node in ast.parse(source).body:
        if not isinstance(node, ast.With):
            continue
        for item in node.items:
            call = item.context_expr
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "expect.test":
                if (
                    len(call.args) != 1
                    or not isinstance(call.args[0], ast.Constant)
                    or not isinstance(call.args[0].value, str)
                ):
                    raise ValueError("a test's name must be one plain string")
                names.append(call.args[0].value)
    return names
