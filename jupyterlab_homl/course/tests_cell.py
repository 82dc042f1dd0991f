"""A tests cell: its visible and hidden parts, and the names of its tests."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cached_property

from ..syntax import parse


@dataclass(frozen=True)
class TestsPart:
    """A visible or a hidden part of a tests cell."""

    source: str
    hidden: bool


@dataclass(frozen=True)
class TestsCell:
    """A tests cell.

    Attributes
    ----------
    id : str
        Its grade id.
    points : float
        The points it gives, all or none.
    source : str
        Its code, with nbgrader's markers around hidden tests.
    """

    id: str
    points: float
    source: str

    @cached_property
    def parts(self) -> tuple[TestsPart, ...]:
        """The code in order, split at the markers of hidden tests."""
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
        """Whether it has plain asserts instead of named tests, and so has to run inside the learner's process."""
        return not any(self._named)

    def names(self, hidden: bool) -> tuple[str, ...]:
        """The names of its visible or hidden tests, in order; plain asserts count as one test."""
        if self.inside:
            return (ASSERTS[hidden],) if any(part.hidden is hidden for part in self.parts) else ()
        return self._named[hidden]

    @cached_property
    def _named(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names of its visible and of its hidden tests; parsed once."""
        visible, hidden = (
            tuple(name for part in self.parts if part.hidden is secret for name in test_names(part.source))
            for secret in (False, True)
        )
        return visible, hidden


_HIDDEN = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*(\n|\Z)", re.DOTALL | re.MULTILINE)


def visible_text(source: str) -> str:
    """The text of a cell without its hidden tests, as nbgrader releases it."""
    return _HIDDEN.sub("", source)


#: The names of the one test that all plain asserts make up: the visible ones, and the hidden ones.
ASSERTS = ("every assert holds", "every hidden assert holds")


def test_names(source: str) -> list[str]:
    """The names of the ``with expect.test("…")`` blocks at the top level of a tests cell.

    Raises
    ------
    ValueError
        If a name is not a string literal.
    """
    names = []
    for node in parse(source).body:
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
                    raise ValueError("the name of a test must be a string literal")
                names.append(call.args[0].value)
    return names
