"""Every text that a person may see is found, and has its translation."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.catalog import Catalog

from tests.paths import ROOT

sys.path.insert(0, str(ROOT / "scripts"))

import texts
import translate

from jupyterlab_homl import i18n

if TYPE_CHECKING:
    from texts import Text

CATALOGUES = translate.catalogues()
PACKAGE = ROOT / "jupyterlab_homl"


@pytest.fixture(scope="module")
def gathered() -> list[Text]:
    return texts.collect()


@pytest.fixture(scope="module", params=CATALOGUES, ids=lambda path: path.parts[-3])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return translate.read(request.param)


def test_there_is_chinese() -> None:
    assert "zh_CN" in [path.parts[-3] for path in CATALOGUES]


def test_no_text_is_left_out(gathered: list[Text], catalogue: Catalog) -> None:
    without = []
    for text in gathered:
        known = catalogue.get(text.id, text.context or None)
        strings = known.string if known else ""
        if not all(strings if isinstance(strings, tuple) else (strings,)):
            without.append(f"{text.place}: {text.id}")
    assert without == [], "python scripts/translate.py update, then translate these"


def test_what_is_filled_in_is_there_in_every_language(catalogue: Catalog) -> None:
    holes = re.compile(r"\{\w*[^}]*\}|%\d")
    for message in catalogue:
        ids = (message.id,) if isinstance(message.id, str) else message.id
        strings = (message.string,) if isinstance(message.string, str) else message.string or ()
        for string in strings:
            if message.id and string:
                assert set(holes.findall(string)) == set(holes.findall(ids[-1])), message.id


def test_nothing_is_marked_as_uncertain(catalogue: Catalog) -> None:
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []


@pytest.mark.parametrize(
    "path",
    [path for path in sorted((ROOT / "src").rglob("*.ts*")) if "__tests__" not in path.parts],
    ids=lambda path: path.relative_to(ROOT / "src").as_posix(),
)
def test_the_reader_of_the_front_end_misses_no_call(path: Path) -> None:
    """It is made for JavaScript; what it cannot follow, an apostrophe between tags say, would hide all that comes after."""
    if path.name == "i18n.ts":
        return  # its ids are those of others
    source = path.read_text(encoding="utf-8")
    calls = len(re.findall(r"\btrans\s*\.(?:__|_n)\s*\(", source))
    assert len(list(texts._extracted(source.encode()))) == calls


def test_every_sentence_for_learners_is_written_as_a_template() -> None:
    """A sentence that is put together where it is raised could not be translated."""
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = node.func.id if isinstance(node.func, ast.Name) else ""
                if name in texts._ERRORS and any(isinstance(part, ast.JoinedStr) for part in ast.walk(node.args[0])):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


TABLE = {
    "Line {line} raised *{error}*:": "第 {line} 行引发 *{error}*：",
    "the name is not known.": "名字未知。",
    "Python says: “{message}”": "Python 的原话：“{message}”",
    "Expected shape {want}, got {got}.": "形状应为 {want}，得到 {got}。",
}


def translated(text: Any) -> Any:
    return TABLE.get(text, text)


def test_sentences_that_are_put_together_are_translated_in_parts() -> None:
    whole = "Line {line} raised *{error}*: the name is not known. Python says: “{message}”"
    assert i18n.translate(whole, {"line": 3, "error": "NameError", "message": "x"}, translated) == (
        "第 3 行引发 *NameError*：名字未知。Python 的原话：“x”"
    )
    assert i18n.translate_template("Expected shape {want}, got {got}. Nobody knows this.", translated).startswith("Expected")
    assert i18n.translate("Nobody knows {braces}", {}, translated) == "Nobody knows {braces}"


def test_the_command_line_speaks_the_environments_language(tmp_path: Path) -> None:
    translate.compile_all()
    code = "from jupyterlab_homl.i18n import _; print(_('Hands-On Machine Learning'))"
    for language, words in (("zh_CN", "[\u4e00-\u9fff]"), ("en", "Hands-On")):
        environment = {"PATH": "/usr/bin", "LANGUAGE": language, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8", check=True)
        assert re.search(words, done.stdout)
        # The language of the page, which the server gives its kernels, goes before the machine's.
        for theirs in ("en", "zh_CN"):
            environment |= {"LANGUAGE": theirs, "HOML_LANGUAGE": language}
            command = [sys.executable, "-c", code]
            done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
            assert re.search(words, done.stdout)


def test_pages_get_what_they_can_read() -> None:
    """By JupyterLab's own rules: a language with a dash, and at least two forms of what is counted."""
    catalogue = translate.read(next(path for path in CATALOGUES if path.parts[-3] == "zh_CN"))
    table: Any = translate.as_jed(catalogue, "zh_CN")
    assert table[""]["language"] == "zh-CN"
    assert len(table["%1 match"]) == 2
    assert len(table["Road"]) == 1
