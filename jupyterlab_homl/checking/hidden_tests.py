"""How much of the hidden tests a learner may see."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from ..course.model import Exercise
from ..toolkit.messages import Message
from .verdict import Verdict

#: The values of `Homl.hidden_policy`.
HIDDEN_POLICIES = ("count", "property", "example")

#: The number of attempts after which the policy `example` shows the messages of hidden tests.
EXAMPLE_AFTER = 3


def reveal(verdict: Verdict, exercise: Exercise, policy: str, attempts: int) -> Verdict:
    """The verdict as a learner may see it.

    Parameters
    ----------
    verdict : Verdict
        The whole verdict.
    exercise : Exercise
        What was checked. The hidden tests of a quiz hide only its key, so their messages are always shown.
    policy : str
        ``count``: how many hidden tests passed. ``property``: also their names. ``example``: also their messages, from the
        third attempt on.
    attempts : int
        How often the exercise has been attempted, this time included.
    """
    if exercise.is_quiz or (policy == "example" and attempts >= EXAMPLE_AFTER):
        return verdict
    numbers = count(1)
    shown = []
    for test in verdict.tests:
        if test.hidden and policy == "count":
            title = Message("hidden {number}", {"number": next(numbers)})
            test = replace(test, name=title.text, title=title, message=None)
        elif test.hidden:
            test = replace(test, message=None)
        shown.append(test)
    return replace(verdict, tests=tuple(shown))
