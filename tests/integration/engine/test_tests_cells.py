"""A tests cell in the learner's own kernel: one line for each failing test on a page, the exception for nbgrader."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import nbformat
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

TIMEOUT = 60

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


@pytest.fixture(scope="module")
def client() -> Iterator[BlockingKernelClient]:
    manager, client = start_new_kernel(startup_timeout=TIMEOUT)
    try:
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def execute(client: BlockingKernelClient, code: str, metadata: dict[str, Any]) -> tuple[str, str]:
    """Run code as a front end does; the status of the reply and what was printed."""
    message = client.session.msg("execute_request", {"code": code, "silent": False, "stop_on_error": True}, metadata=metadata)
    client.shell_channel.send(message)
    printed = ""
    while True:
        output = client.get_iopub_msg(timeout=TIMEOUT)
        if output["parent_header"].get("msg_id") != message["header"]["msg_id"]:
            continue
        if output["msg_type"] == "stream":
            printed += output["content"]["text"]
        if output["msg_type"] == "status" and output["content"]["execution_state"] == "idle":
            break
    while True:  # what was asked for when the kernel was started may be answered late
        reply = client.get_shell_msg(timeout=TIMEOUT)
        if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
            return reply["content"]["status"], printed


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
    assert execute(client, TESTS, metadata) == ("error", "")


def test_nbclient_gets_the_exception_that_nbgrader_grades_by() -> None:
    cells = [nbformat.v4.new_code_cell(ANSWER), nbformat.v4.new_code_cell(TESTS, metadata=TESTS_METADATA)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    with pytest.raises(CellExecutionError, match="three: Twice 3 is 6, you returned 4"):
        NotebookClient(notebook, timeout=TIMEOUT).execute()
