"""What an untrusted process reports becomes small, plain values, whatever it is."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterlab_homl.engine.runs.job import CellError, CellReport, TestReport
from jupyterlab_homl.engine.runs.judge_process import read_report
from jupyterlab_homl.engine.runs.untrusted import error_of, line_of, place_in_stack, seconds_of
from jupyterlab_homl.toolkit.messages import Message
from jupyterlab_homl.toolkit.wire import JsonLines

DEEP = b"[" * 100_000


@pytest.mark.parametrize("data", [b"null\n", b"[1]\n", b"5\n", b"\xff\n", b"{\n", DEEP + b"\n"])
def test_a_line_that_is_no_object_is_an_empty_one(data: bytes) -> None:
    assert JsonLines().feed(data) == [{}]


def test_lines_come_in_any_pieces() -> None:
    lines = JsonLines()
    assert lines.feed(b'{"a": 1}\n{"b"') == [{"a": 1}]
    assert lines.pending == 4
    assert lines.feed(b": 2}\n{}\n") == [{"b": 2}, {}]
    assert lines.pending == 0


@pytest.mark.parametrize("seconds", [None, "1", -1, 1e9, float("nan"), []])
def test_a_duration_that_is_not_credible_is_none(seconds: str | float | list[Any] | None) -> None:
    assert seconds_of({"seconds": seconds}) == 0.0


@pytest.mark.parametrize("line", [True, 0, -1, "1", 10**9, 1.0])
def test_a_line_that_is_none(line: str | float) -> None:
    assert line_of(line) is None


def test_an_error_of_strange_types_is_text() -> None:
    error = error_of({"error": {"name": [1], "message": "x" * 1000, "line": True, "cell": 5, "in": None}})
    assert error == CellError("[1]", "x" * 500, None, "5", "")
    assert error_of({"error": 5}) == CellError("", "", None, None, "")


def test_the_innermost_cell_of_a_stack() -> None:
    stack = b'  File "/usr/lib/x.py", line 3 in f\n  File "<cell:a:1>", line 7 in g\n  File "<cell:b:2>", line 1 in <module>\n'
    assert place_in_stack(stack) == ("a:1", 7)
    assert place_in_stack(b'File "/tmp/ipykernel_12/345.py", line 2') == (None, 2)
    assert place_in_stack(b"nothing") is None


def test_a_judges_reports_are_values() -> None:
    why = Message("{name} is {number}.", {"name": "x", "number": 2})
    test = {"event": "test", "cell": "c", "name": "n", "passed": True, "message": None, "hidden": False}
    assert read_report(test) == TestReport("c", "n", True, None, False)
    assert read_report({**test, "passed": 1, "message": why.document()}) == TestReport("c", "n", False, why, False)
    cell = {"event": "cell", "cell": "c", "hidden": True, "error": why.document()}
    assert read_report(cell) == CellReport("c", True, why)
    assert read_report({"event": "plain"}) is None
