"""Arguments that were handed over by value, and changed where they went: the same change is made here."""

from __future__ import annotations

from typing import Any

import numpy as np

#: The classes of values that cross by value and can be changed in place.
CHANGEABLE = (list, dict, set, np.ndarray)


def changed_to(value: Any, now: Any) -> bool:
    """Make a value what it has become elsewhere, in place; says whether that can be done.

    Parameters
    ----------
    value : object
        What was handed over; of one of the classes that can be changed, or equal to `now`.
    now : object
        What it has become, of the same class.
    """
    if isinstance(value, np.ndarray):
        if value.shape != now.shape or value.dtype != now.dtype or not value.flags.writeable:
            return False
        value[...] = now
    elif isinstance(value, list):
        if len(value) != len(now):
            value[:] = now
            return True
        return all(_item_changed_to(value, number, new) for number, new in enumerate(now))
    elif isinstance(value, dict):
        if list(value) != list(now):
            value.clear()
            value.update(now)
            return True
        return all(_item_changed_to(value, key, new) for key, new in now.items())
    elif isinstance(value, tuple):
        pairs = list(zip(value, now, strict=False))
        return len(value) == len(now) and all(changed_to(*pair) for pair in pairs if isinstance(pair[0], (*CHANGEABLE, tuple)))
    elif isinstance(value, set):
        value.clear()
        value.update(now)
    else:
        return False
    return True


def _item_changed_to(holder: Any, key: Any, now: Any) -> bool:
    """Change an item in its place where somebody else may hold it, else put the new one there."""
    if isinstance(holder[key], CHANGEABLE) and type(holder[key]) is type(now):
        return changed_to(holder[key], now)
    holder[key] = now
    return True
