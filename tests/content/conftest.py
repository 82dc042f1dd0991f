"""The real course, and one warm engine for all content tests of a process."""

import pytest

from jupyterlab_homl.checking.check import check
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.engine.launch.warm import best_launcher
from jupyterlab_homl.engine.sandbox.limits import Limits


@pytest.fixture(scope="session")
def launcher():
    launcher = best_launcher()
    yield launcher
    launcher.close()


@pytest.fixture(scope="session")
def verdict(launcher):
    """Checks a notebook with everything told."""
    limits = Limits()
    return lambda lesson, exercise, notebook: check(lesson, exercise, notebook, launcher, limits)


def pytest_generate_tests(metafunc):
    course = open_library().course
    ready = [lesson for lesson in course.lessons if lesson.ready]
    if "exercise" in metafunc.fixturenames:
        pairs = [(lesson, exercise) for lesson in course.all_lessons for exercise in lesson.exercises]
        ids = [exercise.id for _, exercise in pairs]
        if "lesson" in metafunc.fixturenames:
            metafunc.parametrize(("lesson", "exercise"), pairs, ids=ids)
        else:
            metafunc.parametrize("exercise", [exercise for _, exercise in pairs], ids=ids)
    elif "lesson" in metafunc.fixturenames:
        metafunc.parametrize("lesson", ready, ids=[lesson.id for lesson in ready])
