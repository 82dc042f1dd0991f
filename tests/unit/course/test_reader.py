"""Reading a course: what is read, and that mistakes name their file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.reader import read_course
from jupyterlab_homl.errors import BadSource, NotFound, NotWritten
from tests.paths import COURSE


@pytest.fixture
def spoil(tmp_path: Path) -> Callable[[str, str, str], tuple[BadSource, list[str]]]:
    """Copies the small course with one text replaced, and reads it."""

    def read(file: str, old: str, new: str) -> tuple[BadSource, list[str]]:
        folder = tmp_path / "notebooks"
        shutil.copytree(COURSE, folder)
        path = folder / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        with pytest.raises(BadSource) as caught:
            read_course(folder)
        return caught.value, path.read_text().splitlines()

    return read


def test_the_model(library: Library) -> None:
    lesson = library.course.lesson("t1_small")
    exercise = lesson.exercise("t1-e01")
    assert exercise.hints == ("What is added to itself?", "NumPy multiplies a whole array at once.")
    assert (exercise.count(hidden=False), exercise.count(hidden=True)) == (2, 1)
    assert exercise.points == 1
    assert "2 * np.asarray(x)" in exercise.solution
    assert "YOUR CODE HERE" in exercise.stub
    assert [variant.because for variant in exercise.wrong] == ["squares", "in place", "repeats a list"]
    assert lesson.exercise("t1-e02").manual_points == 2
    assert lesson.sections[0].topics == ("T-02",)


def test_the_language_of_a_translated_course(library: Library, tmp_path: Path) -> None:
    assert library.course.language == "en"
    folder = tmp_path / "notebooks"
    shutil.copytree(COURSE, folder)
    (folder / "course.toml").write_text('language = "zh-CN"\n' + (folder / "course.toml").read_text())
    assert read_course(folder).language == "zh-CN"


def test_lessons_that_are_not_there(library: Library) -> None:
    with pytest.raises(NotFound, match="t1, t2"):
        library.course.lesson("t9")
    with pytest.raises(NotWritten, match="These are ready: t1"):
        library.course.ready_lesson("t2")


SOURCE = "t1_small/exercises.py"
MISTAKES = [
    ("course.toml", 'title = "A small course"', 'title = "A small', "Illegal"),
    ("course.toml", 'title = "A small course"', 'title = "A"\nlanguage = "English"', "a language tag such as en"),
    ("course.toml", "minutes = 5", 'minutes = "5"', "minutes"),
    ("course.toml", 'number = "1"\n', "", "number"),
    ("course.toml", 'prerequisites = ["t1"]', 'prerequisites = ["t7"]', "t7"),
    ("course.toml", 'id = "t2"', 'id = "t1"', "twice"),
    ("course.toml", 'covers = ["T-03"]', 'covers = ["T-99"]', "T-99"),
    ("course.toml", 'abilities = ["Double a number.", ', "abilities = [", "2 skills and 1 abilities"),
    (SOURCE, 'kind="F"', 'kind="Z"', "kind"),
    (SOURCE, "level=1", "level=7", "level"),
    (SOURCE, "minutes=2 ", "", "minutes"),
    (SOURCE, 'skills=["Doubling"] topics=["T-01"]', 'skills=["Halving"] topics=["T-01"]', "Halving"),
    (SOURCE, '# %% [markdown] hint="t1-e01"', '# %% [markdown] hint="t1-e09"', "t1-e09"),
    (SOURCE, "    ### END SOLUTION\n", "", "END SOLUTION"),
    (SOURCE, "### BEGIN SOLUTION", "# nothing", "END SOLUTION"),
    (SOURCE, 'with expect.test("three numbers"):', 'with expect.test("three numbers":', "cannot be read"),
    (SOURCE, 'with expect.test("three numbers"):', "with expect.test(str(3)):", "string literal"),
    (SOURCE, 'expect.test("the input stays as it was")', 'expect.test("three numbers")', "same name"),
    (SOURCE, 'because="squares" ', "", "because"),
    (SOURCE, ' says="times two"', "", "says"),
    (SOURCE, 'exercise="t1-e03"', 'exercise="t1-e01"', "t1-e0"),
    (SOURCE, 'answer="t1-e03" needs=[]', "setup=true", "answer cells"),
    (SOURCE, 'answers = {"q1": None}\n', "", "the stub of a quiz defines answers"),
    (SOURCE, "What is added to itself?", "What is added to itself? See [[t1-e77]].", "t1-e77"),
]


@pytest.mark.parametrize(("file", "old", "new", "part"), MISTAKES)
def test_a_mistake_names_its_file_and_line(
    spoil: Callable[[str, str, str], tuple[BadSource, list[str]]], file: str, old: str, new: str, part: str
) -> None:
    error, lines = spoil(file, old, new)
    assert part in error.message
    assert Path(file).name in error.path
    assert 1 <= error.line <= len(lines)


def test_the_line_is_the_marker_of_the_cell(spoil: Callable[[str, str, str], tuple[BadSource, list[str]]]) -> None:
    error, lines = spoil(SOURCE, 'kind="Q"', 'kind="Z"')
    assert 'exercise="t1-e03"' in lines[error.line - 1]


def test_the_line_of_a_lesson_in_the_course_file(spoil: Callable[[str, str, str], tuple[BadSource, list[str]]]) -> None:
    error, lines = spoil("course.toml", 'prerequisites = ["t1"]', 'prerequisites = ["t7"]')
    assert lines[error.line - 1] == 'id = "t2"'


def test_a_ready_lesson_without_its_sources(
    spoil: Callable[[str, str, str], tuple[BadSource, list[str]]], tmp_path: Path
) -> None:
    error, lines = spoil("course.toml", 'prerequisites = ["t1"]', "ready = true")
    assert "t2_later/lesson.py does not exist" in error.message
    assert lines[error.line - 1] == 'id = "t2"'


def test_other_lessons_may_be_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    shutil.copytree(COURSE, folder)
    (folder / SOURCE).write_text("broken")
    course = read_course(folder, only=["t2"])
    assert not any(lesson.ready for lesson in course.lessons)
