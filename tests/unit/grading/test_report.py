"""The report of a grading run as JSON, which the server and scripts read."""

from __future__ import annotations

from jupyterlab_homl.grading.report import GradedSubmission, GradingReport, ManualCell, SubmissionReport


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
