"""What is gathered to be translated: whole sentences, each once, and every part that the told ones are put together from."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.paths import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import texts

from jupyterlab_homl.checking import causes
from jupyterlab_homl.i18n import translate_template
from jupyterlab_homl.progress.history import QUIZ_SHARE

if TYPE_CHECKING:
    from texts import Text


@pytest.fixture(scope="module")
def gathered() -> list[Text]:
    return texts.collect()


@pytest.fixture(scope="module")
def ids(gathered: list[Text]) -> set[Any]:
    return {text.id for text in gathered}


def test_each_text_is_there_once(gathered: list[Text]) -> None:
    known = [(text.context, text.id) for text in gathered]
    assert len(known) == len(set(known))


def test_nothing_of_the_server_is_without_words(gathered: list[Text]) -> None:
    bare = [text for text in gathered if not text.place.startswith("src/") and not re.search(r"[A-Za-z]{2}", text.id)]
    assert bare == []


def test_every_told_cause_can_be_put_together(ids: set[Any]) -> None:
    def marked(text: Any) -> str:
        return f"<{text[:-1]}>{text[-1]}" if text in ids else text

    left = [id_ for id_ in causes.templates() if re.search(r"\w", re.sub(r"<.*?>.", "", translate_template(id_, marked)))]
    assert left == []


@pytest.mark.parametrize(
    "text",
    [
        "Expected {want}, got {got}.",
        "Expected a number, got {got}.",
        "Some of the numbers are not finite (nan or inf).",
        "{got} is not one of the choices of {question}. Write exactly one letter.",
        "Use Python 3.11, 3.12 or 3.13.",
        "server extension",
        "✗ Not quite. {because}",
        "The process that runs the notebook did not start.",
        "Computer scientist, New York University and Meta; Turing Award 2018.",
        "Join two tables on a column, and find the rows without a match.",
    ],
)
def test_is_gathered(ids: set[Any], text: str) -> None:
    assert text in ids


@pytest.mark.parametrize("text", ["{said}", "{test}: {words}", "ch04", "Yann LeCun"])
def test_is_not_gathered(ids: set[Any], text: str) -> None:
    assert text not in ids


def test_a_quiz_is_passed_on_the_page_with_the_share_of_the_server() -> None:
    told = re.search(r"^const QUIZ_SHARE = ([\d.]+);$", (ROOT / "src/passing.ts").read_text(encoding="utf-8"), re.MULTILINE)
    assert told
    assert float(told[1]) == QUIZ_SHARE
