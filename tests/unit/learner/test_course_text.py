"""The document of the course is derived once, and anew when something that it shows has changed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.checking.verdict import Status, Verdict
from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.learner.review import Review
from jupyterlab_homl.learner.review_cards import review_cards
from jupyterlab_homl.learner.service import Service
from jupyterlab_homl.workspace.folder import Workspace
from tests.paths import COURSE

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Learner:
    """A learner in a workspace of their own, with a clock that stands still."""

    def __init__(self, root: Path) -> None:
        library = open_library(COURSE)
        nothing: Any = None  # is run here
        self.service = Service(library, Workspace(root, library), nothing, nothing, "after_attempts:3", "example")
        self.now = NOON
        self.root = root

    def course(self, instructor: bool = False) -> str:
        """The document as a request of its own gets it."""
        review = Review(self.service, [lambda: review_cards(self.root)], lambda: self.now, UTC)
        return review.course_text(instructor=instructor)


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def test_it_is_the_same_object_until_something_changes(learner: Learner) -> None:
    seen = learner.course()
    assert learner.course() is seen
    assert not (learner.root / ".homl").exists()
    learner.service.store.add_attempt("t1", Verdict("t1-e01", Status.PASSED, 1.0, 1.0), "")
    passed = learner.course()
    assert json.loads(passed)["parts"][0]["lessons"][0]["core_passed"] == 1
    assert learner.course() is passed
    learner.service.store.add_event("mark", "t1", state="skipped")
    assert json.loads(learner.course())["parts"][0]["lessons"][0]["mark"] == "skipped"


def test_it_follows_the_day_the_cards_the_role_and_the_engine(learner: Learner) -> None:
    learner.service.store._now = lambda: NOON - timedelta(days=1)
    learner.service.store.add_attempt("t1", Verdict("t1-e01", Status.PASSED, 1.0, 1.0), "")
    due = json.loads(learner.course())["review"]["due"]
    learner.now += timedelta(days=30)
    later = json.loads(learner.course())["review"]["due"]
    assert later > due
    (learner.root / "notes").mkdir()
    (learner.root / "notes" / "cards.md").write_text(
        "## Bias（2026-03-01） ^bias\n\n- kind: term\n- what: a constant\n", "utf-8"
    )
    assert json.loads(learner.course())["review"]["due"] == later + 1
    assert json.loads(learner.course(instructor=True))["instructor"] is True
    learner.service._warming.add("light")
    assert json.loads(learner.course())["engine"] == {"warming": ["light"]}
