"""An `answer` of a namespace in this process, for tests of expectations."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from jupyterlab_homl.toolkit import expect
from jupyterlab_homl.toolkit.desk import Desk
from jupyterlab_homl.toolkit.proxy import Answer, answer


def answering(monkeypatch: pytest.MonkeyPatch, source: str) -> Answer:
    """Have `expect` use the names that some code defines, as in an ordinary kernel."""
    namespace: dict[str, Any] = {"np": np, "__name__": "__main__"}
    exec(compile(source, "<cell:a>", "exec"), namespace)
    desk = Desk(namespace, lambda name: name[6:-1] if name.startswith("<cell:") else None)
    monkeypatch.setattr(answer, "_transport", desk.serve)
    return answer


def words(call: Any, *args: Any, **kwargs: Any) -> str:
    """What the learner is told where an expectation is not met."""
    with pytest.raises(expect.Unmet) as caught:
        call(*args, **kwargs)
    return caught.value.message.text
