"""Predictions are read from a lesson, kept, and judged only once they are made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.course.library import Library, open_library
from jupyterlab_homl.course.predictions import read_predictions
from jupyterlab_homl.errors import HomlError, NotFound
from jupyterlab_homl.learner.predictions import Predictions
from jupyterlab_homl.learner.service import Service
from jupyterlab_homl.workspace.folder import Workspace
from tests.paths import COURSE


@pytest.fixture
def predictions(tmp_path: Path) -> Predictions:
    library = open_library(COURSE)
    nothing: Any = None  # is run here
    return Predictions(Service(library, Workspace(tmp_path, library), nothing, nothing, "never", "example"))


def test_a_choice_is_kept_and_only_then_judged(predictions: Predictions) -> None:
    [asked] = (found.document() for found in predictions.of_lesson("t1"))
    assert (asked["question"], asked["choices"]) == ("How much is twice one?", ["1", "2", "3"])
    assert (asked["chosen"], asked["right"], asked["reason"]) == (None, None, None)
    id_ = str(asked["id"])
    for choice, right, reason in ((0, False, "That is one of them."), (2, False, None), (1, True, "One and one are two.")):
        said = predictions.choose("t1", id_, choice).document()
        assert (said["chosen"], said["right"], said["reason"]) == (choice, right, reason)
        assert [found.document() for found in predictions.of_lesson("t1")] == [said]
    assert [event.data["choice"] for event in predictions.service.store.events("prediction")] == [0, 2, 1]


def test_reading_creates_no_workspace(predictions: Predictions) -> None:
    predictions.of_lesson("t1")
    assert not predictions.service.workspace.database.exists()


def test_what_is_refused(predictions: Predictions) -> None:
    [asked] = predictions.of_lesson("t1")
    for choice in (-1, 3):
        with pytest.raises(HomlError, match="from 0 to 2"):
            predictions.choose("t1", asked.prediction.id, choice)
    with pytest.raises(NotFound, match="no prediction"):
        predictions.choose("t1", "other", 0)


@pytest.mark.parametrize(
    "source",
    ["quiz.predict(", "quiz.predict(text, [])", "quiz.predict('a')", "quiz.predict('a', ['b'], 0, 'c', other=1)", "1"],
)
def test_what_is_left_to_the_kernel(source: str) -> None:
    assert list(read_predictions([source])) == []


def test_every_prediction_of_the_course_can_be_drawn() -> None:
    library: Library = open_library()
    for lesson in library.course.lessons:
        if lesson.ready:
            cells = library.notebook(lesson.id, "lesson")["cells"]
            asked = [cell["source"] for cell in cells if cell["source"].startswith("quiz.predict(")]
            drawn = list(read_predictions(asked))
            assert [one.source for one in drawn] == asked
            assert len({one.id for one in drawn}) == len(asked)
