"""The sheet of a blind test: what it asks for, what is counted, and what is no sheet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.checking.blind import BlindAnswer, Score, Sheet, table
from jupyterlab_homl.checking.verdict import Status, TestResult, Verdict
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.errors import HomlError
from jupyterlab_homl.toolkit.messages import Message


def verdict(status: str, text: str = "") -> Verdict:
    tests = (TestResult("a test", False, Message("{text}", {"text": text}), False, True, "t1-e01-tests"),) if text else ()
    return Verdict("t1-e01", Status(status), 0.0, 1.0, tests, bare_ms=1)


def row(kind: Any, status: str, helps: bool | None = None) -> BlindAnswer:
    return BlindAnswer("t1-e01", kind, "why", "x = 1", status, "words", helps)


def test_an_empty_sheet_asks_for_two_right_three_wrong_and_one_almost_right(library: Library, tmp_path: Path) -> None:
    sheet = Sheet.empty(library.course.lesson("t1"))
    first = [answer.kind for answer in sheet.answers if answer.exercise == "t1-e01"]
    assert first == ["right"] * 2 + ["wrong"] * 3 + ["almost"]
    assert "t1-e02" not in {answer.exercise for answer in sheet.answers}  # rated by a person
    sheet.write(tmp_path / "sheet.json")
    document = json.loads((tmp_path / "sheet.json").read_text())
    assert document["answers"][0] == {"exercise": "t1-e01", "kind": "right", "why": "", "source": ""}
    assert "two right answers" in document["task"]
    assert Sheet.read(tmp_path / "sheet.json") == sheet


def test_answers_are_counted() -> None:
    rows = [
        row("right", "passed"),
        row("right", "timed_out"),
        row("wrong", "failed", helps=True),
        row("wrong", "error", helps=False),
        row("wrong", "failed"),
        row("almost", "passed"),
        BlindAnswer("t1-e01", "wrong"),  # nobody wrote one
    ]
    assert Score.of(rows) == Score(right=2, passed=1, wrong=4, caught=3, rated=2, helpful=1)
    assert [answer.is_misjudged for answer in rows] == [False, True, False, False, False, True, False]


def test_the_table_has_a_row_an_exercise_and_the_goal(library: Library) -> None:
    lesson = library.course.lesson("t1")
    rows = (row("right", "passed"), row("wrong", "failed", helps=True), row("almost", "passed"))
    lines = table(Sheet("t1", rows), lesson)
    assert [line.split() for line in lines] == [
        ["exercise", "right", "passed", "wrong", "caught", "words", "help"],
        ["1.1", "t1-e01", "1", "of", "1", "1", "of", "2", "1", "of", "1"],
        ["all", "1", "of", "1", "1", "of", "2", "1", "of", "1"],
        ["100%", "50%", "100%"],
        ["goal", "≥", "100%", "≥", "95%", "≥", "90%"],
    ]
    assert len({len(line) for line in lines}) == 1


def test_a_rating_stays_while_the_words_do() -> None:
    rated = row("wrong", "failed", helps=True).judged(verdict("failed", "words"))
    assert (rated.helps, rated.verdict, rated.words) == (True, "failed", "words")
    assert row("wrong", "failed", helps=True).judged(verdict("failed", "others")).helps is None
    assert row("right", "failed", helps=True).judged(verdict("failed", "words")).helps is None


def test_an_answer_becomes_a_cell_of_the_proof() -> None:
    assert row("right", "passed").cell() == '# %% right="t1-e01" because="why"\nx = 1\n'
    almost = BlindAnswer("t1-e01", "almost", 'a "word"', "x = 1\n\n", "failed", "Expected 1, got 2.")
    assert almost.cell().splitlines()[0] == ('# %% wrong="t1-e01" because="a \\"word\\"" says="Expected 1, got 2."')


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "is no answer sheet"),
        ('{"lesson": "t1", "answers": [{}]}', "answer 1 needs `exercise`"),
        ('{"lesson": "t1", "answers": [{"exercise": "t1-e01", "kind": "maybe"}]}', "right, wrong or almost"),
        ('{"lesson": "t1", "answers": [{"exercise": "t1-e01", "kind": "right", "source": 3}]}', "texts that are none"),
        ('{"lesson": "t1", "answers": [{"exercise": "t1-e01", "kind": "right", "helps": "yes"}]}', "true or false"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_sheet_is_a_sentence(tmp_path: Path, text: str | None, words: str) -> None:
    path = tmp_path / "sheet.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(HomlError, match=words):
        Sheet.read(path)
