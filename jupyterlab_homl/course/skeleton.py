"""The skeleton of a lesson: its files, in which everything that an author must write says TODO."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..errors import Conflict
from .model import Lesson

#: What stands where something is still to be written.
OPEN = "TODO"

_FILES = ("lesson.py", "exercises.py", "review.toml")

_LESSON = """# %% [markdown]
# # {title}
#
# TODO: a concrete question that one can picture, which this lesson answers.
#
# Afterwards you can
#
# - TODO: three to five things, each a verb and an object.
#
# *Lesson TODO min · core exercises TODO min · extra exercises TODO min. Builds on {builds_on}.*

# %%
import numpy as np

from jupyterlab_homl.toolkit import datasets, plots, quiz

# %% [markdown] topics={topics}
# ## 1 · TODO: one idea
#
# TODO: the case, the explanation (a formula derived in two lines), 200 to 400 words. Spread the topics over the sections.

# %%
quiz.predict(
    "TODO: what will happen, with numbers?",
    ["TODO: a", "TODO: b", "TODO: c"],
    right=0,
    because="TODO: why, in one sentence.",
    tempting={{1: "TODO: why it tempts.", 2: "TODO: why it tempts."}},
)

# %%
figure, axis = plots.axes()
# TODO: at most twelve lines, as a practitioner writes them
plots.show(figure, alt="TODO: what it shows, with the numbers that matter.")

# %% [markdown]
# TODO: what happened, in words that the run supports. **Change one thing**: TODO, one literal.
#
# <details><summary>What happens</summary>TODO</details>
#
# Now [[{id}-e01]].

# %% [markdown]
# ## To take away
#
# 1. TODO: five lines.
"""

_EXERCISES = '''# %% [markdown]
# # {title} · exercises
#
# *Check* runs the set-up cell and your answer in a clean process, so everything that an answer needs stands in its own
# cell. Exercises marked *core* make the lesson complete; the others go further. Start anywhere: none is locked.

# %% setup=true
import numpy as np

# %% [markdown]
# ## 1 · TODO: as in the lesson

# %% [markdown] exercise="{id}-e01" title="TODO" kind="F" level=1 minutes=10 core=true after="§1" {skilled} topics={topics}
# TODO: what to write: the contract, with shapes. Each word of it has a test, and each test a word of it.

# %% [markdown] hint="{id}-e01"
# TODO: a question that points at the idea.

# %% [markdown] hint="{id}-e01"
# TODO: the call to use, or a calculation by hand.

# %% [markdown] hint="{id}-e01"
# TODO: a skeleton.

# %% answer="{id}-e01" needs=[]
def todo(X):
    """TODO: what it returns, with shapes."""
    ### BEGIN SOLUTION
    return np.asarray(X)  # TODO
    ### END SOLUTION

# %% tests="{id}-e01" points=1
import numpy as np

from jupyterlab_homl.toolkit import answer, expect

with expect.test("TODO: a property in a few words"):
    expect.close(
        answer.todo(np.array([1.0])),
        [1.0],
        says="TODO: the fact, expected {{want}}, got {{got}}, the usual cause, the next step.",
    )

### BEGIN HIDDEN TESTS
with expect.test("TODO: a property with other numbers"):
    expect.close(answer.todo(np.array([2.0])), [2.0], says="TODO: {{want}}, {{got}}.")
### END HIDDEN TESTS

# %% right="{id}-e01" because="TODO: another route, as unusual as can be"
def todo(X):
    return 1.0 * np.asarray(X)

# %% right="{id}-e01" because="TODO: two lines of a practitioner"
def todo(X):
    return np.array(X)

# %% wrong="{id}-e01" because="TODO: what learners hand in" says="TODO"
def todo(X):
    return -np.asarray(X)

# %% [markdown] exercise="{id}-e02" title="Exit quiz" kind="Q" level=1 minutes=8 core=true after="all" {skilled} topics=[]
# **q1** · TODO? *a* one · *b* two · *c* three

# %% answer="{id}-e02" needs=[]
answers = {{"q1": None}}
### BEGIN SOLUTION
answers = {{"q1": "b"}}  # TODO
### END SOLUTION

# %% tests="{id}-e02" points=1
from jupyterlab_homl.toolkit import answer, expect

### BEGIN HIDDEN TESTS
with expect.test("question 1"):
    expect.choice(answer.answers, "q1", "b", {{"a": "TODO: why it tempts.", "c": "TODO: why it tempts."}})
### END HIDDEN TESTS

# %% wrong="{id}-e02" because="TODO" says="TODO"
answers = {{"q1": "a"}}
'''

_REVIEW = """# Questions that the skills of this lesson are reviewed with: at least two items a skill, two variants an item.
# The format is in docs/authoring.md.
{items}"""

_ITEM = """
# --- {skill}

[[items]]
id = "{id}-r{number:02d}"
skill = {skill}
kind = "choice"
seconds = 45

[[items.variants]]
question = "TODO?"
right = "TODO: right"
wrong = [["TODO: wrong", "TODO: why it tempts."]]
why = "TODO: shown after every answer."

[[items.variants]]
question = "TODO? With other numbers."
right = "TODO: right"
wrong = [["TODO: wrong", "TODO: why it tempts."]]
why = "TODO: shown after every answer."
"""


def write_skeleton(course_folder: Path, lesson: Lesson) -> list[Path]:
    """Write the files of a lesson that has none yet.

    Parameters
    ----------
    course_folder : Path
        The folder of a course as text.
    lesson : Lesson
        Its entry in `course.toml`.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    Conflict
        If one of the files is there already; nothing is written then.
    """
    folder = course_folder / lesson.folder
    there = [name for name in _FILES if (folder / name).exists()]
    if there:
        raise Conflict(
            "{folder} has {files} already; nothing was written. Move it away to begin anew.",
            folder=folder,
            files=", ".join(there),
        )
    skills = lesson.skills or ("TODO",)
    values = {
        "id": lesson.id,
        "title": lesson.title,
        "topics": _list(lesson.covers),
        "skilled": f"skills={_list(skills)}",
        "builds_on": ", ".join(f"[[{name}]]" for name in lesson.prerequisites) or "nothing",
    }
    items = [
        _ITEM.format(id=lesson.id, number=2 * place + half, skill=json.dumps(skill, ensure_ascii=False))
        for place, skill in enumerate(skills)
        for half in (1, 2)
    ]
    texts = (_LESSON.format(**values), _EXERCISES.format(**values), _REVIEW.format(items="".join(items)))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in zip(_FILES, texts, strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in _FILES]


def _list(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False)


def still_open(course_folder: Path, lesson: Lesson) -> list[str]:
    """The places in a lesson's files that say TODO, as ``FILE line N: TEXT``.

    Parameters
    ----------
    course_folder : Path
        The folder of a course; of a built one nothing is open.
    lesson : Lesson
        The lesson.
    """
    found = []
    for name in _FILES:
        path = course_folder / lesson.folder / name
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        found += [
            f"{name} line {number}: {line.strip(' #')}"
            for number, line in enumerate(lines, 1)
            if re.search(rf"\b{OPEN}\b", line)
        ]
    return found
