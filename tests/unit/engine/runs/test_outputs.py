"""What a notebook's own process says is believed in nothing: neither the files that it announces nor its messages."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest

from jupyterlab_homl.engine.file_transfer import MAX_BYTES, MAX_FILES, is_inside, read_announcement
from jupyterlab_homl.engine.runs.outputs import LEFT_OUT, NotebookOutputs
from tests.present import present


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "..", "../up", "a/../b", "./a", "a//b", "a/", "", "a\0b", "a\\b", "\ud800", 5, None]
)
def test_a_path_that_does_not_lie_in_the_folder(path: str | int | None) -> None:
    assert not is_inside(path)


@pytest.mark.parametrize("path", ["a", "a/b.txt", ".hidden", "ünïcode/ß", "..."])
def test_a_path_that_does(path: str) -> None:
    assert is_inside(path)


@pytest.mark.parametrize(
    "told",
    [
        None,
        5,
        {},
        ["a"],
        [["a", 0o644]],
        [["../a", 0o644, 1]],
        [["a", 0o644, -1]],
        [["a", 0o644, True]],
        [["a", "rw", 1]],
        [["a", 0o644, 1], ["a", 0o644, 1]],
        [["a", 0o644, 1], ["a/b", 0o644, 1]],
        [["a/b/c", 0o644, 1], ["a", 0o644, 1]],
        [["a", 0o644, MAX_BYTES + 1]],
        [[str(number), 0o644, 0] for number in range(MAX_FILES + 1)],
    ],
)
def test_an_announcement_that_makes_no_sense(told: int | dict[str, Any] | list[Any] | None) -> None:
    assert read_announcement(told) is None


def test_permissions_are_no_more_than_permissions() -> None:
    (entry,) = present(read_announcement([["a", 0o104755, 3]]))
    assert entry.mode == 0o755


def message(kind: str, **content: Any) -> dict[str, Any]:
    return {"msg_type": kind, "content": content, "metadata": {}, "parent_header": {}}


NONSENSE = [
    5,
    {},
    {"msg_type": "stream"},
    message("stream", name="other", text="x"),
    message("stream", name="stdout", text=5),
    message("display_data", data=5, metadata={}),
    message("display_data", data={"text/plain": 5}, metadata={}),
    message("display_data", data={"text/plain": "x"}, metadata=5),
    message("execute_result", data={"text/plain": "x"}, metadata={}, execution_count="1"),
    message("error", ename=5, evalue="", traceback=[]),
    message("error", ename="E", evalue="", traceback="text"),
    message("error", ename="E", evalue="", traceback=[5]),
    message("update_display_data", data=5, metadata={}, transient={"display_id": "d"}),
    message("comm_open", comm_id=5, data=5),
    message("comm_msg", comm_id="c", data={"state": 5}),
    message("clear_output", wait=5),
    message("unknown"),
    message("display_data", data={"application/json": json.loads("[" * 200 + "]" * 200)}, metadata={}),
]


@pytest.mark.parametrize("said", NONSENSE)
def test_what_is_no_message_is_nothing(said: Any) -> None:
    outputs = NotebookOutputs(100)
    outputs.begin("x")
    outputs.add_message(said, 10)
    outputs.widgets()
    outputs.add_message(message("stream", name="stdout", text="after"), 10)
    assert [output["text"] for output in outputs.current if output["output_type"] == "stream"] == ["after"]
    cell = nbformat.v4.new_code_cell("x", outputs=outputs.current)
    nbformat.validate(nbformat.v4.new_notebook(cells=[cell]))


def test_half_a_character_is_replaced_as_no_file_can_hold_it() -> None:
    outputs = NotebookOutputs(100)
    outputs.begin("x")
    outputs.add_message(message("stream", name="stdout", text="\ud83d"), 10)
    outputs.add_message(message("stream", name="stdout", text="\U0001f600"), 10)
    assert outputs.current[0]["text"].encode() == "\ufffd\U0001f600".encode()


def test_clearing_what_is_shown_makes_room() -> None:
    outputs = NotebookOutputs(10)
    outputs.begin("x")
    outputs.add_message(message("stream", name="stdout", text="x" * 11), 11)
    assert outputs.current[-1]["text"].strip() == LEFT_OUT.strip()
    outputs.add_message(message("clear_output", wait=False), 11)
    outputs.add_message(message("stream", name="stderr", text="room"), 11)
    assert [(output["name"], output["text"]) for output in outputs.current] == [("stderr", "room")]
