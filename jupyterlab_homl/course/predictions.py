"""The predictions that a lesson asks for: the questions of its `quiz.predict` cells, read from their source."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..syntax import literal, parse

_PARAMETERS = ("question", "choices", "right", "because", "tempting")


@dataclass(frozen=True)
class Prediction:
    """A question that is answered before a cell is run; its parameters are those of `toolkit.quiz.predict`.

    Attributes
    ----------
    source : str
        The whole cell.
    question, because : str
        The question, and why the right choice is right.
    choices : tuple of str
        What can be chosen.
    right : int
        The index of the right choice.
    tempting : mapping of int to str
        Hints for wrong choices.
    """

    source: str
    question: str
    choices: tuple[str, ...]
    right: int
    because: str
    tempting: dict[int, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """An id that stays the same while the question does, wherever its cell is."""
        return hashlib.sha256(self.question.encode()).hexdigest()[:12]

    def reason(self, choice: int) -> str | None:
        """What is said about a choice; None for a wrong one without a hint."""
        return self.because if choice == self.right else self.tempting.get(choice)


def read_predictions(sources: Iterable[str]) -> Iterator[Prediction]:
    """The predictions among some cells; a call whose arguments are not literals is left to the kernel.

    Parameters
    ----------
    sources : iterable of str
        The sources of code cells.
    """
    for source in sources:
        if source.startswith("quiz.predict("):
            try:
                match parse(source).body:
                    case [ast.Expr(ast.Call() as call)]:
                        values: dict[str, Any] = dict(zip(_PARAMETERS, map(literal, call.args), strict=False))
                        values |= {str(keyword.arg): literal(keyword.value) for keyword in call.keywords}
                        yield Prediction(source=source, **{**values, "choices": tuple(values["choices"])})
            except (SyntaxError, ValueError, TypeError, KeyError):
                continue
