"""A value that is derived once and kept until what it is derived from changes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The value for the last key; requests for it that come while it is being made wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[object, T] | None = None

    def get(self, key: object, make: Callable[[], T]) -> T:
        """The value for a key, made if the last one was another.

        Parameters
        ----------
        key : object
            All that the value is derived from.
        make : callable
            Returns the value.
        """
        with self._lock:
            if self._held is None or self._held[0] != key:
                self._held = (key, make())
            return self._held[1]
