"""A gradebook of a large class, written straight into nbgrader's tables."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import create_engine, insert

DUE = datetime(2026, 9, 7, 22)


def write(database: Path, learners: int, assignments: int, exercises: int) -> None:
    """Make a gradebook.

    Parameters
    ----------
    database : Path
        The file, which does not exist yet.
    learners, assignments, exercises : int
        How many of each; of the assignments' submissions, one in fifty is missing.
    """
    # nbgrader starts `alembic` by its name
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    Gradebook(f"sqlite:///{database}", "class").close()
    drawn = random.Random(7)
    names = (UUID(int=drawn.getrandbits(128)).hex for _ in iter(int, 1))
    rows: dict[Any, list[dict[str, Any]]] = {Student: [], Assignment: [], Notebook: [], BaseCell: [], GradeCell: []}
    for number in range(learners):
        rows[Student].append({"id": f"s{number:05}", "first_name": f"First{number % 700}", "last_name": f"Last{number % 900}"})
    cells: list[list[str]] = []
    for number in range(assignments):
        assignment, notebook = next(names), next(names)
        due = DUE + timedelta(weeks=number)
        rows[Assignment].append({"id": assignment, "name": f"ch{number + 1:02}", "duedate": due, "course_id": "class"})
        rows[Notebook].append({"id": notebook, "name": "exercises", "assignment_id": assignment})
        cells.append([next(names) for _ in range(exercises)])
        for place, cell in enumerate(cells[-1]):
            name = f"ch{number + 1:02}-e{place + 1:02}-tests"
            rows[BaseCell].append({"id": cell, "name": name, "notebook_id": notebook, "type": "GradeCell"})
            rows[GradeCell].append({"id": cell, "max_score": place % 3 + 1, "cell_type": "code"})

    def submitted() -> Iterator[dict[Any, list[dict[str, Any]]]]:
        for place, (assignment, notebook) in enumerate(zip(rows[Assignment], rows[Notebook], strict=True)):
            for student in rows[Student]:
                if drawn.random() < 0.02:
                    continue
                one, two = next(names), next(names)
                at = assignment["duedate"] + timedelta(minutes=drawn.randrange(-9000, 900))
                yield {
                    SubmittedAssignment: [
                        {"id": one, "assignment_id": assignment["id"], "student_id": student["id"], "timestamp": at}
                    ],
                    SubmittedNotebook: [{"id": two, "assignment_id": one, "notebook_id": notebook["id"], "flagged": False}],
                    Grade: [
                        {
                            "id": next(names),
                            "notebook_id": two,
                            "cell_id": cell,
                            "auto_score": float(drawn.random() < 0.7),
                            "needs_manual_grade": drawn.random() < 0.01,
                        }
                        for cell in cells[place]
                    ],
                }

    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        for model, values in rows.items():
            connection.execute(insert(model.__table__), values)
        found = submitted()
        while several := list(islice(found, 2000)):
            for model in (SubmittedAssignment, SubmittedNotebook, Grade):
                connection.execute(insert(model.__table__), [row for one in several for row in one[model]])
    engine.dispose()
