"""What is said of asserts that do not hold outside the learner's process."""

from __future__ import annotations

from typing import Any, cast

import pytest

from jupyterlab_homl.engine.runs.judge_client import JudgeClient, JudgeReply
from jupyterlab_homl.grading.execute.judgements import judge_asserts

SOURCE = "assert f(1) == 1\n### BEGIN HIDDEN TESTS\nassert f(2) == 4\n### END HIDDEN TESTS\nassert f(3) == 9"


class Judge:
    """A judge for which an assert does not hold."""

    def __init__(self, line: int, message: str) -> None:
        self._error = {"name": "AssertionError", "message": message, "line": line}

    def ask(self, *_: object) -> JudgeReply:
        return JudgeReply("done", documents=({"event": "plain", "outcome": "failed", "error": self._error},))


@pytest.mark.parametrize(
    ("line", "message", "reason"),
    [
        (1, "", "assert f(1) == 1"),
        (3, "", "AssertionError in line 3 of the tests, which is hidden."),
        (3, "It is no square.", "It is no square."),
        (5, "", "assert f(3) == 9"),
        (0, "", "AssertionError"),
    ],
)
def test_a_reason_quotes_no_hidden_test(line: int, message: str, reason: str) -> None:
    judge: Any = Judge(line, message)
    assert judge_asserts(cast(JudgeClient, judge), "tests", SOURCE, "", 1.0).reason == reason
