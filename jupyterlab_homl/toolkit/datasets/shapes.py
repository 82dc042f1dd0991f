"""The shapes in which data sets are handed out, besides pandas' frames."""

from __future__ import annotations

from typing import Any, NamedTuple


class Pictures(NamedTuple):
    """Pictures with their classes, split into a training set and a test set.

    Attributes
    ----------
    X_train, X_test : ndarray of uint8, shape (pictures, height, width)
        Grey values.
    y_train, y_test : ndarray of uint8, shape (pictures,)
        Class numbers.
    names : tuple of str
        What the class numbers stand for.
    """

    X_train: Any
    y_train: Any
    X_test: Any
    y_test: Any
    names: tuple[str, ...]


class Labelled(NamedTuple):
    """Pictures with their classes, not split.

    Attributes
    ----------
    X : ndarray of uint8, shape (pictures, height, width)
        Grey values.
    y : ndarray of uint8, shape (pictures,)
        Class numbers.
    names : tuple of str
        What the class numbers stand for.
    """

    X: Any
    y: Any
    names: tuple[str, ...]


class Messages(NamedTuple):
    """Mails with their classes.

    Attributes
    ----------
    texts : list of str
        Whole mails with their headers, as `email.message_from_string` reads them.
    y : ndarray of uint8, shape (mails,)
        Class numbers.
    names : tuple of str
        What the class numbers stand for.
    """

    texts: list[str]
    y: Any
    names: tuple[str, ...]
