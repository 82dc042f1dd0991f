"""A verdict is the same JSON as ever, and what is withheld of it is withheld in a copy.

`recorded` holds real runs of answers to the tests' own course, each with the document that was made of it when verdicts
were still documents, and documents of chapter 4.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.checking.explanations import explain
from jupyterlab_homl.checking.facts import facts, facts_without_run
from jupyterlab_homl.checking.hidden_tests import reveal
from jupyterlab_homl.checking.plan import learner_cells, plan
from jupyterlab_homl.checking.verdict import NO_ATTEMPT, Status, Verdict
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.engine.runs import job
from jupyterlab_homl.engine.runs.job import Result
from jupyterlab_homl.engine.sandbox.limits import Limits
from jupyterlab_homl.toolkit.messages import Message
from tests.present import present

RECORDED = Path(__file__).with_name("recorded")
CHECKS = json.loads((RECORDED / "checks.json").read_text(encoding="utf-8"))
CHAPTER = (RECORDED / "ch04.jsonl").read_text(encoding="utf-8").splitlines()


def message_of(document: Any) -> Message | None:
    return None if document is None else Message.from_document(document)


def result_of(recorded: Any) -> Result:
    """What the engine sees of a recorded run."""
    error, stopped = recorded["error"], recorded["stopped_at"]
    tests = [report for report in recorded["reports"] if report["event"] == "test"]
    cells = [report for report in recorded["reports"] if report["event"] == "cell"]
    return job.Result(
        ended=recorded["ended"],
        error=error and job.CellError(error["name"], error["message"], error["line"], error["cell"], error["in"]),
        tests=tuple(job.TestReport(r["cell"], r["name"], r["passed"], message_of(r["message"]), r["hidden"]) for r in tests),
        cells=tuple(job.CellReport(r["cell"], r["hidden"], message_of(r["error"])) for r in cells),
        output=recorded["output"].encode(),
        began=recorded["began"],
        stopped_at=stopped and tuple(stopped),
        shown_output=recorded["seen"],
        seconds=recorded["seconds"],
        bare_seconds=recorded["bare_seconds"],
        engine=recorded["engine"],
        sandbox=recorded["sandbox"],
    )


@pytest.mark.parametrize("recorded", CHECKS, ids=[recorded["name"] for recorded in CHECKS])
def test_documents_are_what_they_were(library: Library, recorded: Any) -> None:
    lesson = library.course.lesson("t1")
    exercise = lesson.exercise(recorded["exercise"])
    limits = replace(Limits(), **recorded["limits"])
    planned = plan(lesson, exercise, learner_cells({"cells": recorded["cells"]}))
    if recorded["result"] is None:
        verdict = explain(facts_without_run(planned, present(planned.status)), planned, limits)
    else:
        assert planned.status is None
        result = result_of(recorded["result"])
        verdict = explain(facts(planned, result), planned, limits, result)
    assert json.dumps(verdict.document()) == recorded["document"]
    for attempts in (1, 3):
        assert json.dumps(reveal(verdict, exercise, "count", attempts).document()) == recorded["count"]
        assert json.dumps(reveal(verdict, exercise, "property", attempts).document()) == recorded["property"]
    assert json.dumps(reveal(verdict, exercise, "example", 1).document()) == recorded["property"]
    assert json.dumps(reveal(verdict, exercise, "example", 3).document()) == recorded["document"]
    assert json.dumps(verdict.document()) == recorded["document"]


@pytest.mark.parametrize("key", ["document", "count", "property"])
def test_recorded_documents_are_read_and_written_unchanged(key: str) -> None:
    for text in (recorded[key] for recorded in CHECKS):
        assert json.dumps(Verdict.from_document(json.loads(text)).document()) == text


def test_documents_of_a_chapter_are_read_and_written_unchanged() -> None:
    assert len(CHAPTER) > 100
    for text in CHAPTER:
        assert json.dumps(Verdict.from_document(json.loads(text)).document()) == text


def test_every_status_is_recorded() -> None:
    recorded = {json.loads(recorded["document"])["status"] for recorded in CHECKS}
    assert recorded == set(Status)
    assert [status for status in Status if not status.is_attempt] == list(NO_ATTEMPT)


def test_messages_of_a_verdict_are_in_the_order_in_which_they_are_read() -> None:
    verdict = Verdict.from_document(json.loads(next(text for text in CHAPTER if '"failed"' in text)))
    assert [message.text for message in verdict.messages] == [test.message.text for test in verdict.tests if test.message]
    explained = replace(verdict, explanation=Message("Why {x}.", {"x": 1}))
    assert explained.messages == (Message("Why {x}.", {"x": 1}), *verdict.messages)
