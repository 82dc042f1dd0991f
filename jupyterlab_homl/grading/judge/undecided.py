"""Where nothing is known of how a test would end in the notebook itself."""

from __future__ import annotations

from jupyterlab_homl.toolkit.messages import Message


class Undecided(BaseException):
    """Nothing is known of how a test would end where the learner's names are.

    Attributes
    ----------
    message : Message
        Why.
    """

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


def unclear(what: str) -> Message:
    """Words for it."""
    return Message("The tests use an object of the answer in a way that only the notebook can tell ({what}).", {"what": what})
