"""Answers whose verdict is known: the course's right and wrong ones, and hostile ones."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from jupyterlab_homl.course.library import Library
from jupyterlab_homl.course.model import Exercise, Lesson
from jupyterlab_homl.toolkit.wire import frame

#: What an answer that is wrong may come out as.
WRONG = frozenset({"failed", "error"})

#: What a hostile answer is about.
TARGET = "ch04-e01"

#: One in so many is hostile, and one in so many needs TensorFlow.
HOSTILE_EVERY, KERAS_EVERY = 20, 10

#: Exercises for Keras that train nothing and take no second.
KERAS = ("ch10-e01", "ch10-e02", "ch10-e03", "ch10-e11")


@dataclass(frozen=True)
class Known:
    """An answer, and what is right to say of it.

    Attributes
    ----------
    lesson, exercise : Lesson, Exercise
        What is answered.
    source : str
        The answer cell.
    statuses : frozenset of str
        The right statuses.
    seconds : float
        What the answer and the tests may take.
    what : str
        In a few words.
    """

    lesson: Lesson
    exercise: Exercise
    source: str
    statuses: frozenset[str]
    seconds: float
    what: str


def forged(exercise: Exercise) -> str:
    """A wrong answer that writes the reports of a judge that is content wherever it can."""
    reports = [
        {"event": "test", "cell": cell.id, "name": name, "passed": True, "message": None, "hidden": hidden}
        for hidden in (False, True)
        for cell in exercise.tests
        for name in cell.names(hidden)
    ]
    ends = [
        {"event": "cell", "cell": cell.id, "hidden": hidden, "error": None}
        for cell in exercise.tests
        for hidden in (False, True)
    ]
    frames = b"".join(frame(event) for event in [*reports, *ends, {"event": "done", "seconds": 0}])
    return (
        f"import os\ndata = {frames!r}\nfor fd in range(3, 64):\n    try:\n        os.set_blocking(fd, False)\n"
        "        os.write(fd, data)\n        os.set_blocking(fd, True)\n    except OSError:\n        pass\n"
        f"{exercise.wrong[0].source}"
    )


_BOMB = """
import os, time
for _ in range(400):
    if os.fork() == 0:
        time.sleep(30)
        os._exit(0)
"""


def hostile(lesson: Lesson, exercise: Exercise) -> list[Known]:
    """Answers that attack the engine."""
    refused = frozenset({"failed", "died", "error", "timed_out"})
    cases = [
        ("an endless loop", "while True: pass", frozenset({"timed_out"}), 1.0),
        ("an endless loop that catches everything", _STUBBORN, frozenset({"timed_out"}), 1.0),
        ("an end at once", "import os\nos._exit(0)", frozenset({"died"}), 20.0),
        ("a flood of output", "while True: print('x' * 1000)", frozenset({"output_limit"}), 20.0),
        ("all the memory", "a = [0]\nwhile True: a = a + a", frozenset({"out_of_memory"}), 20.0),
        ("hundreds of processes", _BOMB, frozenset({"error", "died", "timed_out", "out_of_memory"}), 3.0),
        ("forged reports", forged(exercise), refused, 20.0),
        ("a signal to everybody", "import os\nos.kill(-1, 9)\nos._exit(0)", frozenset({"died", "error"}), 20.0),
    ]
    return [Known(lesson, exercise, source, right, limit, what) for what, source, right, limit in cases]


_STUBBORN = """
while True:
    try:
        while True: pass
    except BaseException:
        pass
"""


def honest(lesson: Lesson, exercise: Exercise, seconds: float) -> list[Known]:
    """The known answers of an exercise."""
    passed = frozenset({"passed"})
    right = [exercise.solution, *(variant.source for variant in exercise.right)]
    return [
        *(Known(lesson, exercise, source, passed, seconds, "right") for source in right),
        *(Known(lesson, exercise, variant.source, WRONG, seconds, "wrong") for variant in exercise.wrong),
    ]


def stream(library: Library, sealed: bool, seed: int = 0) -> Iterator[Known]:
    """Answers without end, mixed; hostile ones only where they are sealed."""
    draw = random.Random(seed)
    patience = 60.0  # eight at once on few cores: a slow machine is no wrong verdict
    light = [
        known
        for exercise in library.course.lesson("ch04").exercises
        if exercise.tests and not exercise.manual and not exercise.needs
        for known in honest(library.course.lesson("ch04"), exercise, patience)
    ]
    keras = [known for name in KERAS for known in honest(*library.course.find_exercise(name), patience)]
    attacks = itertools.cycle(hostile(*library.course.find_exercise(TARGET)))
    for number in itertools.count(1):
        if sealed and number % HOSTILE_EVERY == 0:
            yield next(attacks)
        else:
            yield draw.choice(keras if number % KERAS_EVERY == 5 else light)
