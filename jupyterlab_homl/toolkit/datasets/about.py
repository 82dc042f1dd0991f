"""What there is to know about a data set."""

from __future__ import annotations

from dataclasses import dataclass

#: What stands in place of a licence and a source where a program of ours makes the data.
OURS = "this course"


@dataclass(frozen=True)
class About:
    """What there is to know about a data set.

    Attributes
    ----------
    title : str
        What it holds, in one line.
    source : str
        Who collected it and where it comes from; `OURS` for what a generator makes.
    licence : str
        An SPDX expression, or a few words where the terms have none.
    cite : str
        How to cite it; empty where nobody asks for that.
    made_up : bool
        Whether a program made it up.
    """

    title: str
    source: str
    licence: str
    cite: str = ""
    made_up: bool = False

    def __str__(self) -> str:
        kind = "Synthetic: made by a program, its figures describe nothing real." if self.made_up else "Real data."
        lines = [self.title, kind, f"Source: {self.source}", f"Licence: {self.licence}"]
        return "\n".join([*lines, *([f"Cite: {self.cite}"] if self.cite else [])])

    def _repr_pretty_(self, printer: object, cycle: bool) -> None:
        printer.text(str(self))  # type: ignore[attr-defined]
