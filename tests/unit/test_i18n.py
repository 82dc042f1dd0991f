"""Sentences are told from templates, and every kind of trouble has one."""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl import errors, i18n
from jupyterlab_homl.cli import main
from jupyterlab_homl.progress.policy import NextHint
from jupyterlab_homl.toolkit import i18n as words

TABLE = {
    "You tried “{title}” in {file}.": "你在 {file} 试过“{title}”。",
    "Ridge by hand": "手写岭回归",
    "There is no lesson “{lesson}”. The lessons are: {known}.": "没有课程“{lesson}”。有：{known}。",
}


def translated(text: Any) -> Any:
    return TABLE.get(text, text)


def test_names_of_the_course_are_translated_within_a_sentence() -> None:
    values = {"title": "Ridge by hand", "file": "Ridge by hand"}
    template = "You tried “{title}” in {file}."
    assert i18n.translate(template, values, translated) == "你在 Ridge by hand 试过“手写岭回归”。"
    assert i18n.translate(template, {**values, "title": 3}, translated) == "你在 Ridge by hand 试过“3”。"


def test_a_problem_keeps_its_template_and_its_values() -> None:
    problem = errors.NotFound("There is no lesson “{lesson}”, but {number:g}.", lesson="ch99", number=2.0)
    assert (problem.id, problem.values) == (
        "There is no lesson “{lesson}”, but {number:g}.",
        {"lesson": "ch99", "number": 2.0},
    )
    assert problem.message == str(problem) == "There is no lesson “ch99”, but 2."
    assert errors.HomlError("Of {braces} from elsewhere.").message == "Of {braces} from elsewhere."


@pytest.mark.parametrize(("wait", "end"), [(10, "in a minute"), (61, "in 2 minutes")])
def test_each_case_of_a_sentence_is_a_template_of_its_own(wait: int, end: str) -> None:
    sentence = NextHint(2, wait).sentence
    assert end in sentence.text
    assert ("{minutes}" in sentence.id) == (wait > 60)


def test_the_command_line_tells_a_problem_in_the_environments_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    class Chinese:
        gettext = staticmethod(translated)

    monkeypatch.setattr(words, "_catalogue", lambda _language: Chinese)
    assert main.main(["open", "ch99", "--dir", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("jupyter homl: 没有课程“ch99”。有：p0")


def test_a_kernel_speaks_the_language_of_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def catalogue(language: str) -> NullTranslations:
        asked.append(language)
        return NullTranslations()

    monkeypatch.setattr(words, "_catalogue", catalogue)
    for language in ("zh_CN", "en"):  # as after a fork: what was looked up before decides nothing
        monkeypatch.setenv(words.LANGUAGE, language)
        assert words._("Predict") == "Predict"
    monkeypatch.delenv(words.LANGUAGE)
    assert words._("Predict") == "Predict"
    assert asked == ["zh_CN", "en", ""]
