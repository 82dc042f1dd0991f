"""When a worked solution opens: pure rules."""

from __future__ import annotations

from ..course.model import Exercise
from ..errors import HomlError


def solution_opens(policy: str, exercise: Exercise, passed: bool, attempts: int) -> tuple[bool, str]:
    """Whether the solution of an exercise may be seen.

    Parameters
    ----------
    policy : str
        ``after_attempts:N`` (after a pass or N checked attempts), ``after_pass``, ``after_due`` (when the class's due date has
        passed; never in a workspace of one's own) or ``never``.
    exercise : Exercise
        Which one.
    passed : bool
        Whether any attempt passed.
    attempts : int
        How many attempts there were.

    Returns
    -------
    tuple of bool and str
        Whether it is open, and the sentence that says when it opens.

    Raises
    ------
    HomlError
        If there is no such policy.
    """
    kind, _, number = policy.partition(":")
    if kind == "after_attempts" and number.isdecimal():
        if exercise.manual:
            return attempts > 0, "The model answer opens once you have written yours and pressed Check."
        left = int(number) - attempts
        return passed or left <= 0, f"The solution opens after a pass or {number} checked attempts ({max(left, 0)} to go)."
    if policy == "after_pass":
        return passed or (exercise.manual and attempts > 0), "The solution opens once the exercise is passed."
    if policy == "after_due":
        return False, "The solution opens after the due date."
    if policy == "never":
        return False, "Solutions are not shown in this course."
    raise HomlError(
        f"`Homl.solution_policy` is {policy!r}; it must be `after_attempts:N`, `after_pass`, `after_due` or `never`."
    )
