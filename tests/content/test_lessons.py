"""How every lesson is written. That it runs from top to bottom is proved by `jupyter homl prove --all`."""

from __future__ import annotations

import re
from typing import Any

from jupyterlab_homl.course.library import Library

#: Lines of a cell, and of one that asks a question or describes a picture; columns that a notebook shows without scrolling.
LINES, LONGER, COLUMNS = 12, 16, 96

#: Lines of a cell that is folded.
FOLDED = 40

#: Columns of set-up cells and imports, which every learner sees first, in a window of 1024 pixels.
SETUP_COLUMNS = 80


def test_lesson_keeps_to_the_pattern(lesson: Any, library: Library) -> None:
    cells = [cell for cell in library.notebook(lesson.id, "lesson")["cells"] if cell["cell_type"] == "code"]
    code = [cell["source"] for cell in cells]
    for cell, source in zip(cells, code, strict=True):
        folded = cell["metadata"].get("jupyter", {}).get("source_hidden", False)
        longer = re.search(r"^(quiz\.predict|plots\.show)\(", source, re.MULTILINE)
        assert len(source.splitlines()) <= (FOLDED if folded else LONGER if longer else LINES), source
        assert max(map(len, source.splitlines())) <= COLUMNS, source
    assert sum("quiz.predict" in source for source in code) >= len(lesson.sections) // 2


def test_every_figure_has_a_text_alternative(lesson: Any, library: Library) -> None:
    """That its fields can be filled is proved where the lesson is run."""
    for cell in library.notebook(lesson.id, "lesson")["cells"]:
        source, alt = cell["source"], cell["metadata"].get("homl", {}).get("alt")
        if cell["cell_type"] == "code":
            assert not (alt and "plots.show" in source), source
            assert ("plt.show()" in source) == (alt is not None), source
            assert "plots.show" not in source or "alt=" in source, source
            assert alt is None or (alt[0].isupper() and alt.endswith(".") and 40 <= len(alt) <= 500), alt


def test_each_skill_says_what_one_can_do(lesson: Any) -> None:
    assert len(lesson.abilities) == len(lesson.skills)
    assert all(ability[0].isupper() and ability.endswith(".") and len(ability) <= 100 for ability in lesson.abilities)


def test_setup_fits_beside_the_panel(lesson: Any, library: Library) -> None:
    lines = {
        line
        for kind in ("lesson", "exercises")
        for cell in library.notebook(lesson.id, kind)["cells"]
        for line in cell["source"].splitlines()
        if cell["metadata"].get("homl", {}).get("role") == "setup" or (kind == "lesson" and re.match(r"(from|import) ", line))
    }
    assert {line for line in lines if len(line) > SETUP_COLUMNS} == set()


def test_notebooks_name_exercises_by_their_numbers(lesson: Any, library: Library) -> None:
    for kind in ("lesson", "exercises"):
        prose = [cell["source"] for cell in library.notebook(lesson.id, kind)["cells"] if cell["cell_type"] == "markdown"]
        for source in prose:
            assert not re.search(r"\[\[[a-z§]", source), "a reference was left unresolved"
            assert not re.search(rf"\b({lesson.id}-)?e\d\d[a-z]?\b(?!-statement)", source), source


def test_a_question_does_not_show_its_answer(lesson: Any, library: Library) -> None:
    for cell in library.notebook(lesson.id, "lesson")["cells"]:
        if "quiz.predict" in cell["source"] and cell["cell_type"] == "code":
            assert cell["source"].startswith("quiz.predict(")
            assert cell["metadata"]["jupyter"]["source_hidden"]


def test_cells_that_live_in_the_kernel_are_marked(lesson: Any, library: Library) -> None:
    cells = library.notebook(lesson.id, "lesson")["cells"]
    marked = [cell["metadata"].get("homl", {}).get("role") for cell in cells]
    assert marked.count("question") == sum(cell["source"].startswith("quiz.") for cell in cells)
    assert marked.count("demo") == sum(bool(re.match(r"(demos\.)?\w+\.show\(\)", cell["source"])) for cell in cells) > 0


def test_every_section_has_a_topic_and_an_exercise(lesson: Any) -> None:
    numbered = [section for section in lesson.sections if re.match(r"\d+ ·", section.title)]
    assert len(numbered) >= 4
    assert any(section.topics for section in numbered)
    after = {exercise.after for exercise in lesson.exercises}
    for place in after - {"all sections"}:
        number = re.match(r"§(\d+)", place)
        assert number, place
        assert any(section.title.startswith(f"{number[1]} ·") for section in numbered), place
