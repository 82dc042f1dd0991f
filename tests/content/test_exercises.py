"""Every exercise of every chapter: its checker is right about what it is given, and cannot be fooled."""

import re

from jupyterlab_homl.checking.prove import notebook_with, prove
from jupyterlab_homl.course.library import open_library

#: A failure message is short enough to be read at a glance.
MOST_WORDS = 50

ATTACKS = {
    "patched libraries": """
import numpy, numpy.testing, sklearn.metrics
numpy.allclose = numpy.isclose = numpy.array_equal = lambda *args, **kwargs: True
numpy.testing.assert_allclose = lambda *args, **kwargs: None
""",
    "always equal": """
class Always:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __bool__(self): return True
    def __hash__(self): return 0
    def __call__(self, *args, **kwargs): return self
    def __getattr__(self, name): return self
    def __getitem__(self, key): return self
    def __iter__(self): return iter(())
    def __len__(self): return 0
    def __float__(self): return 0.0
    def __array__(self, *args, **kwargs):
        import numpy
        return numpy.zeros(3)
""",
    "forged messages": """
import os, socket
FORGED = b'{"event": "ready"}\\n{"event": "test", "passed": true}\\n{"event": "done", "seconds": 0}\\n'
for fd in range(3, 64):
    try:
        os.write(fd, FORGED)
    except OSError:
        pass
""",
    "exit": "import os\nos._exit(0)\n",
}


def names_of(exercise):
    """The names that an exercise's answer makes."""
    return set(re.findall(r"^(?:def|class) (\w+)|^(\w+) *=", exercise.solution, re.MULTILINE))


def test_checker_is_sound(lesson, exercise, verdict):
    proof = prove(lesson, exercise, verdict)
    assert proof["problems"] == []
    told = [words for wrong in proof["wrong"] for words in wrong["words"].split(" | ")]
    assert [words for words in told if len(words.split()) > MOST_WORDS] == []


def test_exercise_is_complete(exercise):
    assert len(exercise.hints) >= (0 if exercise.kind in "QS" else 3)
    assert exercise.manual or exercise.wrong
    assert exercise.skills
    assert exercise.minutes > 0
    if exercise.manual:
        assert exercise.rubric
        assert exercise.manual_points == exercise.level
    else:
        assert sum(cell.points for cell in exercise.tests) == exercise.level


def test_no_attack_passes(lesson, exercise, verdict):
    if exercise.manual:
        return
    names = sorted({a or b for a, b in names_of(exercise)})
    for attack, code in ATTACKS.items():
        made = "Always()" if attack == "always equal" else "lambda *args, **kwargs: None"
        source = code + "\n".join(f"{name} = {made}" for name in names)
        found = verdict(lesson, exercise, notebook_with(lesson, exercise, source))
        assert found["status"] != "passed", attack
        assert found["score"] < exercise.points, attack


def test_release_gives_nothing_away(lesson):
    library = open_library()
    for kind in ("exercises", "lesson"):
        text = "\n".join(cell["source"] for cell in library.notebook(lesson.id, kind)["cells"])
        assert "SOLUTION" not in text
        assert "HIDDEN TESTS" not in text
    released = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["source"] for cell in graded(library.notebook(lesson.id, "exercises"))
    }
    for exercise in lesson.exercises:
        assert released[exercise.id] == exercise.stub
        for cell in exercise.tests:
            for name in cell.names(hidden=True):
                assert f'expect.test("{name}")' not in released[cell.id]


def graded(notebook):
    return [cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]]


def test_the_core_is_small_and_calls_the_libraries(lesson):
    core = [exercise for exercise in lesson.exercises if exercise.core]
    assert 5 <= len(core) <= 10  # the exit quiz included
    calling = [
        e for e in core if re.search(r"sklearn|keras|Keras|SGD|Pipeline|CV\(|Regression\(|coef_|Classifier", e.solution)
    ]
    assert len(calling) * 2 >= len([e for e in core if e.kind != "Q"])
