"""The JSON documents of review questions, levels and evidence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ..course.model import Lesson
from ..progress.assessment import Assessment
from ..progress.mastery import Standing, Standings
from ..progress.review import Entry
from ..toolkit.messages import Message

_STEPS_SHOWN = 8


def question_document(entry: Entry) -> dict[str, Any]:
    """The question that an item asks next, without the answer."""
    question = entry.question
    return {
        "id": entry.item.id,
        "lesson": entry.lesson.id if entry.lesson else None,
        "skill": entry.item.skill or None,
        "kind": entry.item.kind,
        "seconds": entry.item.seconds,
        "turn": entry.turn,
        "question": question.text,
        "options": [{"id": option.id, "text": option.text} for option in question.options],
    }


def quiz_answer(answers: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """The answer to one item of a quiz in the form that `assess` takes."""
    answer = answers.get(entry.item.id)
    return {"answer": answer, "missing": answer is None}


def quiz_result_document(entry: Entry, result: Assessment) -> dict[str, Any]:
    """The assessment of the answer to one item of a quiz."""
    return {"id": entry.item.id, "skill": entry.item.skill, **result.document(), "rating": result.rating}


def standing_document(standing: Standing) -> dict[str, Any]:
    """A level with the evidence for it, newest first."""
    steps = [
        {"at": iso(step.at), "level": step.level, "because": step.because.document()}
        for step in reversed(standing.steps[-_STEPS_SHOWN:])
    ]
    nothing = Message("You have not tried this yet.")
    return {
        "level": standing.level,
        "held": standing.held is not None,
        "evidence": steps[0]["because"] if steps else nothing.document(),
        "at": steps[0]["at"] if steps else None,
        "steps": steps,
    }


def level_documents(known: Standings, lesson: Lesson, names: Any) -> list[dict[str, Any]]:
    """The levels of some skills of a lesson."""
    return [{"name": name, "level": known[lesson.id, name].level} for name in names]


def level_change(before: Standings, after: Standings, lesson: Lesson | None, skill: str) -> dict[str, Any] | None:
    """How an answer changed the level of its skill; None for a learner's own card."""
    if lesson is None:
        return None
    key = (lesson.id, skill)
    return {"skill": skill, "before": before[key].level, "after": after[key].level}


def iso(at: datetime | None) -> str | None:
    """A time in UTC in ISO format."""
    if at is None:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat(timespec="seconds")
