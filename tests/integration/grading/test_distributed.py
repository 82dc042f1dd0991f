"""Grading on a Dask cluster, and into a gradebook on a database server."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_homl.errors import HomlError
from tests.integration.grading.classcourse import ASSIGNMENT, FULL, RIGHT, Course
from tests.integration.grading.dask_cluster import DaskCluster


def test_a_worker_that_is_lost_loses_nothing(course: Course, tmp_path: Path) -> None:
    names = [f"s{number}" for number in range(8)]
    for name in names:
        course.submit(name, {**RIGHT, "word": "import time\ntime.sleep(0.3)\nword = 'right'"})
    cluster = DaskCluster(tmp_path)
    try:
        lost = cluster.worker(count=2)
        grader = course.grader(scheduler=cluster.address)

        def on_progress(done: Any, total: Any, student: Any) -> None:
            if done == 2 and lost.poll() is None:
                cluster.end(lost)

        grader.on_progress = on_progress
        report = grader.run()
    finally:
        cluster.end()
    assert lost.poll() is not None
    assert report.not_run() == {}
    assert [row.student for row in report.graded()] == names
    for name in names:
        assert course.rows(name)["squares-tests"] == (2.0, False)
        assert course.rows(name)["mean-tests"] == (1.0, False)


def test_nobody_answers(course: Course) -> None:
    course.submit("ada")
    with pytest.raises(HomlError, match=r"127\.0\.0\.1:9"):
        course.grade(scheduler="tcp://127.0.0.1:9")
    assert not (course.root / "autograded").exists()


def test_a_gradebook_in_postgresql(course: Course, postgres: Callable[[], str]) -> None:
    """Somebody reads and writes in it meanwhile."""
    from nbgrader.api import Gradebook

    url = postgres()
    config = course.root / "nbgrader_config.py"
    config.write_text(
        f"c = get_config()\nc.CourseDirectory.db_url = {url!r}\nc.CourseDirectory.course_id = 'default_course'\n"
    )
    course.generate()
    for name in ("ada", "bob", "eve"):
        course.submit(name)
    stop = threading.Event()
    troubles = []

    def work() -> None:
        while not stop.is_set():
            try:
                with Gradebook(url) as gradebook:
                    gradebook.update_or_create_student("other", first_name="Any")
                    gradebook.submission_dicts(ASSIGNMENT)
            except Exception as error:
                troubles.append(error)

    other = threading.Thread(target=work)
    other.start()
    try:
        report = course.grade()
    finally:
        stop.set()
        other.join()
    assert troubles == []
    assert [(row["student"], row["score"]) for row in report["graded"]] == [("ada", FULL), ("bob", FULL), ("eve", FULL)]
    with Gradebook(url) as gradebook:
        notebook = gradebook.find_submission_notebook("work", ASSIGNMENT, "eve")
        assert {grade.cell.name: grade.auto_score for grade in notebook.grades}["word-tests"] == 3.0
    assert course.grade()["unchanged"] == ["ada", "bob", "eve"]
