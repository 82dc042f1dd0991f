"""Arguments that a call in the learner's process has mutated: the same mutation is made to the originals here.

Plain data is sent to the learner's process by value, so a function that sorts a list in place sorts a copy. Tests expect to
find the list that they passed sorted; `update_in_place` makes it so.
"""

from __future__ import annotations

from typing import Any

import numpy as np

#: The classes of values that are sent by value and can be mutated.
MUTABLE = (list, dict, set, np.ndarray)


def update_in_place(value: Any, new: Any) -> bool:
    """Give a value the contents of another one without replacing the object, as others may refer to it.

    Parameters
    ----------
    value : object
        What was passed to the call.
    new : object
        What it was after the call; of the same class.

    Returns
    -------
    bool
        False if it cannot be done: an immutable object, or an array of another shape or type.
    """
    if isinstance(value, np.ndarray):
        if value.shape != new.shape or value.dtype != new.dtype or not value.flags.writeable:
            return False
        value[...] = new
    elif isinstance(value, list):
        if len(value) != len(new):
            value[:] = new
            return True
        return all(_update_item(value, number, item) for number, item in enumerate(new))
    elif isinstance(value, dict):
        if list(value) != list(new):
            value.clear()
            value.update(new)
            return True
        return all(_update_item(value, key, item) for key, item in new.items())
    elif isinstance(value, tuple):
        pairs = list(zip(value, new, strict=False))
        return len(value) == len(new) and all(
            update_in_place(*pair) for pair in pairs if isinstance(pair[0], (*MUTABLE, tuple))
        )
    elif isinstance(value, set):
        value.clear()
        value.update(new)
    else:
        return False
    return True


def _update_item(container: Any, key: Any, new: Any) -> bool:
    """Update an item in place if it is mutable, as others may refer to it; replace it otherwise."""
    if isinstance(container[key], MUTABLE) and type(container[key]) is type(new):
        return update_in_place(container[key], new)
    container[key] = new
    return True
