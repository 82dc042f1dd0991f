"""Rules for when a worked solution and the next hint open. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..checking.verdict import Status
from ..course.model import Exercise
from ..errors import HomlError
from ..toolkit.messages import Message

#: The time after a hint until the next one opens by itself.
HINT_PAUSE = timedelta(minutes=3)

#: The genuine attempts, before or after the first hint, that open the second one.
_TRIED_FOR_SECOND = 2


def solution_opens(policy: str, exercise: Exercise, passed: bool, attempts: int) -> tuple[bool, Message]:
    """Whether the learner may see the solution of an exercise.

    Parameters
    ----------
    policy : str
        ``after_attempts:N`` (after a pass or N checked attempts), ``after_pass``, ``after_due`` (after the due date of a
        class; never in a learner's own workspace) or ``never``.
    exercise : Exercise
        The exercise.
    passed : bool
        Whether an attempt has passed.
    attempts : int
        How many attempts the learner has made.

    Returns
    -------
    tuple of bool and Message
        Whether it is open, and a sentence that says when it opens.

    Raises
    ------
    HomlError
        If there is no such policy.
    """
    kind, _, number = policy.partition(":")
    if kind == "after_attempts" and number.isdecimal():
        if exercise.manual:
            return attempts > 0, Message("The model answer opens once you have written yours and pressed Check.")
        left = int(number) - attempts
        return passed or left <= 0, Message(
            "The solution opens after a pass or {number} checked attempts ({left} to go).",
            {"number": int(number), "left": max(left, 0)},
        )
    if policy == "after_pass":
        return passed or (exercise.manual and attempts > 0), Message("The solution opens once the exercise is passed.")
    if policy == "after_due":
        return False, Message("The solution opens after the due date.")
    if policy == "never":
        return False, Message("Solutions are not shown in this course.")
    raise HomlError(
        "`Homl.solution_policy` is “{policy}”; it must be `after_attempts:N`, `after_pass`, `after_due` or `never`.",
        policy=policy,
    )


@dataclass(frozen=True)
class NextHint:
    """The hint that opens next.

    Attributes
    ----------
    number : int
        Its number, counted from 1.
    wait : float
        Seconds until it opens by itself; 0 if it can be opened now.
    """

    number: int
    wait: float

    @property
    def sentence(self) -> Message:
        """The answer to a learner who asks for it too early."""
        minutes = int(-(-self.wait // 60))
        if minutes <= 1:
            return Message(
                "Hint {number} opens after another attempt, or in a minute. “I’m stuck” opens it now.", {"number": self.number}
            )
        return Message(
            "Hint {number} opens after another attempt, or in {minutes} minutes. “I’m stuck” opens it now.",
            {"number": self.number, "minutes": minutes},
        )


def next_hint(
    total: int, opened: int, last: datetime | None, tried: Iterable[datetime], stuck: Iterable[datetime], now: datetime
) -> NextHint | None:
    """When the next hint opens.

    The first one is always open. Each later one opens after a genuine attempt since the hint before, or three minutes after
    that hint, or when the learner reports being stuck. For the second one, an attempt before the first hint counts as well,
    apart from one that led to that hint.

    Parameters
    ----------
    total, opened : int
        How many hints the exercise has, and how many are open.
    last : datetime or None
        When the last open one was opened.
    tried, stuck : iterable of datetime
        When the learner made genuine attempts (`genuine_attempts`) and reported being stuck.
    now : datetime
        The present time. All times are in the same time zone.

    Returns
    -------
    NextHint or None
        None if all hints are open.
    """
    if opened >= total:
        return None
    tried = list(tried)
    earned = opened == 1 and len(tried) >= _TRIED_FOR_SECOND
    if opened == 0 or last is None or earned or any(at > last for at in (*tried, *stuck)):
        return NextHint(opened + 1, 0.0)
    return NextHint(opened + 1, max(0.0, (last + HINT_PAUSE - now).total_seconds()))


def genuine_attempts(checks: Sequence[tuple[datetime, Status, str]]) -> list[datetime]:
    """The times of the checks that were attempts with a changed answer.

    Pressing Check again on the same answer does not count.

    Parameters
    ----------
    checks : sequence of tuple
        Time, status and answer of each check of an exercise, oldest first.
    """
    times = []
    before: str | None = None
    for at, status, source in checks:
        text = " ".join(source.split())
        if status.is_attempt and text != before:
            times.append(at)
        before = text
    return times
