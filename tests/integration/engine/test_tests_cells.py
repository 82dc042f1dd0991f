"""Exercises' cells in the learner's own kernel: a page goes on after a failure, nbgrader gets the exception."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import nbformat
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tests.paths import ROOT

TIMEOUT = 60

#: A kernel and its client.
Started = tuple[KernelManager, BlockingKernelClient]

ANSWER = "def double(x):\n    return x + 1"

TESTS = """from jupyterlab_homl.toolkit import answer, expect

with expect.test("one"):
    expect.equal(answer.double(1), 2)

with expect.test("three"):
    expect.equal(answer.double(3), 6, says="Twice 3 is {want}, you returned {got}.")

with expect.test("four"):
    expect.equal(answer.double(4), 8)
"""

TESTS_METADATA = {"homl": {"exercise": "e1", "role": "tests"}, "nbgrader": {"grade_id": "e1-tests", "grade": True}}


@pytest.fixture(scope="module", autouse=True)
def _kernelspecs() -> Iterator[None]:
    """The course's kernelspec as it is in this source tree."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(ROOT / "jupyter-config"))
        yield


@contextmanager
def kernel(**options: Any) -> Iterator[Started]:
    """A kernel and its client."""
    manager = KernelManager(**options)
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=TIMEOUT)
        yield manager, client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def client() -> Iterator[BlockingKernelClient]:
    """The client of an ordinary kernel."""
    with kernel() as (_, client):
        yield client


@pytest.fixture(scope="module")
def course() -> Iterator[Started]:
    """A kernel of the course as it starts where none can be forked, and its client."""
    with kernel(kernel_name="homl") as started:
        yield started


def run_cells(
    client: BlockingKernelClient, cells: Sequence[tuple[str, dict[str, Any]]], on_text: Callable[[], object] = lambda: None
) -> list[tuple[str, str]]:
    """Run cells as a front end runs them all: for each the status of the reply, and what it printed or the error's name.

    `on_text` is called whenever something is printed.
    """
    sent = []
    for code, metadata in cells:
        message = client.session.msg(
            "execute_request", {"code": code, "silent": False, "stop_on_error": True}, metadata=metadata
        )
        client.shell_channel.send(message)
        sent.append(message["header"]["msg_id"])
    printed, statuses, left = dict.fromkeys(sent, ""), dict.fromkeys(sent, ""), set(sent)
    while left:  # what was asked for when the kernel was started may be answered late
        output = client.get_iopub_msg(timeout=TIMEOUT)
        request, content = output["parent_header"].get("msg_id"), output["content"]
        if request in printed and output["msg_type"] in ("stream", "error"):
            printed[request] += content.get("text") or content["ename"]
            if "text" in content:
                on_text()
        if content.get("execution_state") == "idle":
            left.discard(request)
    while not all(statuses.values()):
        reply = client.get_shell_msg(timeout=TIMEOUT)
        if reply["parent_header"].get("msg_id") in statuses:
            statuses[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
    return [(statuses[request], printed[request].strip()) for request in sent]


def execute(client: BlockingKernelClient, code: str, metadata: dict[str, Any]) -> tuple[str, str]:
    """Run one cell as a front end does; the status of the reply and what was printed."""
    return run_cells(client, [(code, metadata)])[0]


def answer_cell(exercise: str) -> dict[str, Any]:
    """What JupyterLab sends along with an answer of the course."""
    return {"cellId": exercise, "homl": {"exercise": exercise, "role": "answer"}}


def cell_of_tests(exercise: str) -> dict[str, Any]:
    """What JupyterLab sends along with a tests cell of the course."""
    return {"cellId": f"{exercise}-tests", "homl": {"exercise": exercise, "role": "tests"}}


def nbgrader_cell(grade_id: str, *, solution: bool) -> dict[str, Any]:
    """What JupyterLab sends along with a cell that an instructor made."""
    return {"cellId": grade_id, "nbgrader": {"grade_id": grade_id, "solution": solution, "grade": not solution}}


def test_on_a_page_each_failing_test_prints_one_line_and_the_run_goes_on(client: BlockingKernelClient) -> None:
    assert execute(client, ANSWER, {"cellId": uuid.uuid4().hex})[0] == "ok"
    status, printed = execute(client, TESTS, {"cellId": uuid.uuid4().hex, **TESTS_METADATA})
    assert status == "ok"
    assert printed.splitlines() == ["✗ three: Twice 3 is 6, you returned 4.", "✗ four: Expected 8, got 5."]


@pytest.mark.parametrize(
    "metadata",
    [{}, TESTS_METADATA, {"cellId": "x"}, {"cellId": "x", "homl": {"role": "answer"}}, {"cellId": "x", "homl": "tests"}],
    ids=["none", "no page", "no exercise", "answer", "broken"],
)
def test_elsewhere_the_first_failing_test_raises(client: BlockingKernelClient, metadata: dict[str, Any]) -> None:
    execute(client, ANSWER, {})
    assert execute(client, TESTS, metadata) == ("error", "Unmet")


def test_an_answer_that_stops_shows_its_error_and_the_other_exercises_run(course: Started) -> None:
    assert run_cells(
        course[1],
        [
            ("def double(x):\n    raise NotImplementedError\n\ndouble(1)", answer_cell("e1")),
            (TESTS, cell_of_tests("e1")),
            (ANSWER, answer_cell("e2")),
            (TESTS, cell_of_tests("e2")),
            ("def half(x)\n    return x / 2", answer_cell("e3")),
            ("1 / 0", cell_of_tests("e3")),
        ],
    ) == [
        ("error", "NotImplementedError"),
        ("ok", "Not checked: the answer stopped at line 2."),
        ("ok", ""),
        ("ok", "✗ three: Twice 3 is 6, you returned 4.\n✗ four: Expected 8, got 5."),
        ("error", "SyntaxError"),
        ("ok", "Not checked: the answer stopped at line 1."),
    ]


def test_tests_run_again_once_the_answer_does_or_the_part_that_stopped_is_gone(course: Started) -> None:
    second, tests = {**answer_cell("e1"), "cellId": "second"}, ("print(n)", cell_of_tests("e1"))
    not_checked = ("ok", "Not checked: the answer stopped at line 1.")
    assert run_cells(course[1], [("n = 1", answer_cell("e1")), ("n / 0", second), tests])[2] == not_checked
    assert run_cells(course[1], [("n = 2", answer_cell("e1")), tests])[1] == not_checked
    assert run_cells(course[1], [("n", second), tests])[1] == ("ok", "2")
    assert run_cells(course[1], [("n / 0", second), tests])[1] == not_checked
    assert run_cells(course[1], [("", {"cellId": "other", "deletedCells": ["second"]}), tests])[1] == ("ok", "2")


def test_plain_asserts_of_an_instructor_print_one_line(course: Started) -> None:
    tests = nbgrader_cell("t1", solution=False)
    assert run_cells(
        course[1],
        [
            ("def triple(x):\n    return 6 // x", nbgrader_cell("a1", solution=True)),
            ("assert triple(1) == 6\nassert triple(6) == 18", tests),
            ("assert triple(3) == 9, 'Three times three\\nis nine.'", tests),
            ("assert triple(0) == 0", tests),
            ("assert quadruple(0) == 0", tests),
            ("raise ValueError", nbgrader_cell("a2", solution=True)),
            ("assert triple(6) == 18", tests),
        ],
    ) == [
        ("ok", ""),
        ("ok", "✗ This does not hold: `assert triple(6) == 18`."),
        ("ok", "✗ Three times three"),
        ("ok", "✗ Line 2 raised ZeroDivisionError: integer division or modulo by zero."),
        ("ok", "✗ `quadruple` is not defined. The check looks for exactly this name, so keep it as it was given."),
        ("error", "ValueError"),
        ("ok", "Not checked: the answer that was run last stopped at line 1."),
    ]


def test_every_other_cell_stops_the_run(course: Started) -> None:
    cells = [("1 / 0", {"cellId": "own"}), ("print(1)", answer_cell("e1"))]
    assert run_cells(course[1], cells) == [("error", "ZeroDivisionError"), ("aborted", "")]
    without_page = [("1 / 0", {"homl": {"exercise": "e1", "role": "answer"}}), ("print(1)", {})]
    assert run_cells(course[1], without_page) == [("error", "ZeroDivisionError"), ("aborted", "")]


def test_an_interrupt_stops_the_run_in_an_exercise_too(course: Started) -> None:
    manager, client = course
    loop = "import time\nprint('running', flush=True)\nwhile True:\n    time.sleep(0.01)"
    cells = [(loop, answer_cell("e1")), ("print(1)", answer_cell("e2"))]
    assert run_cells(client, cells, on_text=manager.interrupt_kernel) == [
        ("error", "running\nKeyboardInterrupt"),
        ("aborted", ""),
    ]


@pytest.mark.parametrize("kernel_name", ["python3", "homl"])
def test_nbclient_gets_the_exceptions_that_nbgrader_grades_by(kernel_name: str) -> None:
    asserts = nbgrader_cell("t1", solution=False)
    for answer, tests, metadata, words in [
        (ANSWER, TESTS, TESTS_METADATA, "three: Twice 3 is 6, you returned 4"),
        ("raise NotImplementedError('later')", TESTS, TESTS_METADATA, "NotImplementedError.*: later"),
        ("n = 1", "assert n == 2", {"nbgrader": asserts["nbgrader"]}, "AssertionError"),
    ]:
        answers = {"homl": {"exercise": "e1", "role": "answer"}, "nbgrader": {"grade_id": "e1", "solution": True}}
        cells = [nbformat.v4.new_code_cell(answer, metadata=answers), nbformat.v4.new_code_cell(tests, metadata=metadata)]
        with pytest.raises(CellExecutionError, match=words):
            NotebookClient(nbformat.v4.new_notebook(cells=cells), kernel_name=kernel_name, timeout=TIMEOUT).execute()
