"""The report of a grading run as JSON, which the server and scripts read."""

from __future__ import annotations

from jupyterlab_homl.grading.report import GradedSubmission, GradingReport, ManualCell, SubmissionReport


def test_only_points_that_differ_are_changes() -> None:
    def graded(student: str, score: float, before: float | None, penalty: float = 0.0) -> SubmissionReport:
        return SubmissionReport(student, GradedSubmission(student, score, 3.0, 0.1, penalty=penalty, before=before))

    same = 0.1 + 0.2 + 0.3, 0.1 + (0.2 + 0.3)
    assert same[0] != same[1]
    report = GradingReport("ps1", (graded("ada", *same), graded("new", 2.0, None), graded("eve", 2.0, 2.0, penalty=0.5)))
    assert [(change.student, change.before, change.after) for change in report.changed()] == [("eve", 2.0, 1.5)]


def test_the_document_of_a_report() -> None:
    report = GradingReport(
        "ps1",
        (
            SubmissionReport("eve", not_run="work.ipynb is not a notebook.", cell_seconds=0.25),
            SubmissionReport(
                "bob",
                GradedSubmission("bob", 1.0, 3.0, 0.12345, "It was stopped.", ("tests",)),
                (ManualCell("bob", "work", "essay", "It is graded by hand."),),
                cell_seconds=0.5,
            ),
            SubmissionReport("ada", GradedSubmission("ada", 3.0, 3.0, 0.1)),
        ),
        unchanged=("zoe",),
        remarks=("a remark",),
        seconds=1.23456,
    )
    assert report.document() == {
        "assignment": "ps1",
        "graded": [
            {"student": "ada", "score": 3.0, "max_score": 3.0, "bare_seconds": 0.1},
            {
                "student": "bob",
                "score": 1.0,
                "max_score": 3.0,
                "bare_seconds": 0.123,
                "ended": "It was stopped.",
                "cells": ["tests"],
            },
        ],
        "unchanged": ["zoe"],
        "changed": [],
        "needs_person": [{"student": "bob", "notebook": "work", "cell": "essay", "reason": "It is graded by hand."}],
        "not_run": [{"student": "eve", "reason": "work.ipynb is not a notebook."}],
        "remarks": ["a remark"],
        "seconds": 1.235,
        "bare_seconds": 0.75,
        "stopped": False,
    }
