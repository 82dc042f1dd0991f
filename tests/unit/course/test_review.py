"""Reading `review.toml`: mistakes name their file and line, and the bundle holds the same."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jupyterlab_homl.course.build import write_bundle
from jupyterlab_homl.course.bundle import load_course
from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.reader import read_course
from jupyterlab_homl.errors import BadSource
from tests.paths import COURSE

SOURCE = "t1_small/review.toml"


def test_what_is_read(library: Library) -> None:
    items = library.course.lesson("t1").review
    assert [(item.id, item.kind, item.seconds) for item in items[:3]] == [
        ("t1-r01", "choice", 45),
        ("t1-r02", "number", 90),
        ("t1-r03", "card", 30),
    ]
    question = items[0].variants[0]
    assert sorted(option.text for option in question.options) == ["2", "3", "4"]
    assert [option.right for option in question.options].count(True) == 1
    assert question.options == question.options


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('kind = "choice"', 'kind = "essay"', "choice, number, card"),
        ('skill = "Doubling"', 'skill = "Tripling"', "Tripling"),
        ('id = "t1-r02"', 'id = "t1-r01"', "twice"),
        ('kind = "number"', 'kind = "number"\nseconds = 300', "120"),
        ("answer = 5\n", "", "answer"),
        ('check = "2 * 2.5"\n', "", "check"),
        ('right = "4"', 'right = "3"', "different"),
        ('["3", "That is one more than two."]', '["3"]', "pairs"),
        ('"What undoes doubling?"', '"What does halving undo?"', "two variants"),
        ('why = "2.5 + 2.5."', "", "why"),
        ('id = "t1-r05"', 'id = "t1-e01"', "twice in the course"),
        ('kind = "choice"', 'kind = "choice', "Illegal"),
    ],
)
def test_a_mistake_names_its_file_and_line(tmp_path: Path, old: str, new: str, part: str) -> None:
    folder = tmp_path / "notebooks"
    shutil.copytree(COURSE, folder)
    path = folder / SOURCE
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(BadSource) as caught:
        read_course(folder)
    assert part in caught.value.message
    assert Path(caught.value.path).name in ("review.toml", "course.toml")
    assert 1 <= caught.value.line <= len(path.read_text().splitlines())


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ('"Splitting"]', '"Splitting", "Tripling"]', "no exercise practises the skill 'Tripling'"),
        ('fast_track = "t1-e01"', 'fast_track = "t1-e09"', "is not one of its exercises"),
    ],
)
def test_skills_and_fast_track_agree_with_the_exercises(tmp_path: Path, old: str, new: str, part: str) -> None:
    folder = tmp_path / "notebooks"
    shutil.copytree(COURSE, folder)
    path = folder / "course.toml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(BadSource, match=part) as caught:
        read_course(folder)
    assert path.read_text().splitlines()[caught.value.line - 1] == 'id = "t1"'


def test_the_bundle_holds_the_same(tmp_path: Path, library: Library) -> None:
    write_bundle(COURSE, tmp_path)
    assert load_course(tmp_path).lesson("t1").review == library.course.lesson("t1").review
    assert load_course(tmp_path).lesson("t1").fast_track == "t1-e01"
