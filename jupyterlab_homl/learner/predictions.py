"""A learner's predictions: the questions of a lesson, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from ..course.predictions import Prediction, read_predictions
from ..errors import HomlError, NotFound
from .service import Service


@dataclass(frozen=True)
class PredictionAnswer:
    """A question with the learner's last choice, None before the first.

    The key and its reason stay here until there is a choice.
    """

    prediction: Prediction
    chosen: int | None

    def document(self) -> dict[str, object]:
        """The question and the answer as JSON."""
        prediction, chosen = self.prediction, self.chosen
        return {
            "id": prediction.id,
            "source": prediction.source,
            "question": prediction.question,
            "choices": list(prediction.choices),
            "chosen": chosen,
            "right": None if chosen is None else chosen == prediction.right,
            "reason": None if chosen is None else prediction.reason(chosen),
        }


@dataclass(frozen=True)
class Predictions:
    """The predictions of one learner.

    Attributes
    ----------
    service : Service
        The learner's course and progress.
    """

    service: Service

    def of_lesson(self, lesson_id: str) -> list[PredictionAnswer]:
        """The questions of a lesson in their order."""
        cells = self.service.library.notebook(lesson_id, "lesson")["cells"]
        chosen = {}
        if self.service.workspace.database.is_file():
            chosen = {event.subject: event.data["choice"] for event in self.service.store.events("prediction")}
        return [
            PredictionAnswer(prediction, chosen.get(_subject(lesson_id, prediction)))
            for prediction in read_predictions(cell["source"] for cell in cells if cell["cell_type"] == "code")
        ]

    def choose(self, lesson_id: str, prediction_id: str, choice: int) -> PredictionAnswer:
        """Store a choice, and return what is said about it.

        Raises
        ------
        NotFound
            If the lesson has no such question.
        HomlError
            If the question has no such choice.
        """
        found = next((one.prediction for one in self.of_lesson(lesson_id) if one.prediction.id == prediction_id), None)
        if found is None:
            raise NotFound("{lesson} has no prediction “{prediction}”.", lesson=lesson_id, prediction=prediction_id)
        if not 0 <= choice < len(found.choices):
            raise HomlError("`choice` is a number from 0 to {last}.", last=len(found.choices) - 1)
        self.service.store.add_event("prediction", _subject(lesson_id, found), choice=choice, right=choice == found.right)
        return PredictionAnswer(found, choice)


def _subject(lesson_id: str, prediction: Prediction) -> str:
    return f"{lesson_id}#{prediction.id}"
