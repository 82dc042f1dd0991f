"""The advice that follows from how well learners say they know the topic of a lesson."""

from __future__ import annotations


def advice(rating: int) -> str:
    """The advice that follows from a rating: the lesson is ``worth`` its time, ``skim`` it, or they know ``enough``."""
    return {1: "worth", 2: "worth", 3: "skim"}.get(rating, "enough")
