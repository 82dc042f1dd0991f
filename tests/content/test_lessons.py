"""Every lesson runs from top to bottom without a network, and says what its pictures show."""

import re

from jupyterlab_homl.course.library import open_library
from jupyterlab_homl.engine.lesson import run_lesson


def test_lesson_runs(lesson):
    result = run_lesson(lesson.id, open_library().notebook(lesson.id, "lesson"))
    assert result["errors"] == []
    assert result["warnings"] == 0
    assert result["left_behind"] == []


def test_lesson_keeps_to_the_pattern(lesson):
    cells = open_library().notebook(lesson.id, "lesson")["cells"]
    code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    assert max(len(source.splitlines()) for source in code) <= 12
    assert sum("quiz.predict" in source for source in code) >= len(lesson.sections) // 2
    assert not any("plt.show" in source for source in code), "figures are shown with plots.show(figure, alt=…)"
    assert all("alt=" in source for source in code if "plots.show" in source)


def test_every_section_has_a_topic_and_an_exercise(lesson):
    numbered = [section for section in lesson.sections if re.match(r"\d+ ·", section.title)]
    assert len(numbered) >= 4
    assert any(section.topics for section in numbered)
    after = {exercise.after for exercise in lesson.exercises}
    for place in after - {"the end"}:
        number = re.match(r"§(\d+)", place)
        assert number, place
        assert any(section.title.startswith(f"{number[1]} ·") for section in numbered), place
