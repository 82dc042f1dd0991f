"""The classes that are graded, and what is asked of grading them."""

from __future__ import annotations

from dataclasses import dataclass

from .assignments import Assignment
from .assignments.keras import KERAS
from .assignments.sklearn import SKLEARN

#: Sizes of the large class.
SIZES = (100, 300, 1000)

MEGABYTE = 2**20

#: What may be added to the bare cells of a submission: a share of them, and CPU seconds.
SHARE, OVER = 0.15, 0.120

#: What the grader's own process may hold, and how much slower each of very many may be than each of a hundred.
MEMORY, BEND = 300 * MEGABYTE, 1.25


@dataclass(frozen=True)
class Kind:
    """A class that both grade.

    Attributes
    ----------
    title : str
        For people.
    assignment : Assignment
        What was handed out.
    named : bool
        Whether its tests are written with the toolkit.
    count, few : int
        How many submissions there are, and how many of them stock nbgrader grades.
    faster : float
        How many times faster ours has to be; 0 for no target.
    """

    title: str
    assignment: Assignment
    named: bool
    count: int
    few: int
    faster: float


KINDS = {
    "sklearn": Kind("five exercises with scikit-learn, plain asserts", SKLEARN, False, 40, 8, 20.0),
    "sklearn-named": Kind("the same, tests with names", SKLEARN, True, 40, 8, 0.0),
    "keras": Kind("three exercises with TensorFlow, plain asserts", KERAS, False, 20, 4, 12.0),
}
