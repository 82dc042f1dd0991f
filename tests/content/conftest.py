"""The real course, read once. That its checkers are sound and its lessons run is proved by `jupyter homl prove --all`."""

import pytest

from jupyterlab_homl.course.library import Library, open_library

_LIBRARY = open_library()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--lesson", action="append", help="only the tests of this lesson, of those that are about one")


@pytest.fixture(scope="session")
def library() -> Library:
    """The real course."""
    return _LIBRARY


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    course = _LIBRARY.course
    wanted = metafunc.config.getoption("--lesson", None) or [lesson.id for lesson in course.all_lessons]
    if "exercise" in metafunc.fixturenames:
        exercises = [one for lesson in course.all_lessons if lesson.id in wanted for one in lesson.exercises]
        metafunc.parametrize("exercise", exercises, ids=[exercise.id for exercise in exercises])
    elif "lesson" in metafunc.fixturenames:
        lessons = [lesson for lesson in course.lessons if lesson.ready and lesson.id in wanted]
        metafunc.parametrize("lesson", lessons, ids=[lesson.id for lesson in lessons])
