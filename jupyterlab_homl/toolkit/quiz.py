"""Questions within a lesson: a prediction first, the reason at once. Nothing is stored or graded."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from .i18n import _


def predict(question: str, choices: Sequence[str], right: int, because: str, tempting: dict[int, str] | None = None) -> Any:
    """Ask for a prediction before a cell is run.

    Parameters
    ----------
    question : str
        The question, in one sentence.
    choices : sequence of str
        What can be chosen.
    right : int
        The right choice, counted from 0.
    because : str
        Why it is right; shown once it is chosen.
    tempting : dict of int to str, optional
        For other choices, what to look at again.

    Returns
    -------
    ipywidgets.VBox
        Radio buttons (usable from the keyboard) and a line that answers, announced to screen readers.
    """
    import ipywidgets as widgets

    words = dict(tempting or {})
    buttons = widgets.RadioButtons(options=[(text, number) for number, text in enumerate(choices)], value=None)
    buttons.layout.width = "auto"
    reply = widgets.HTML('<p role="status"></p>')

    def answer(change: dict[str, Any]) -> None:
        chosen = change["new"]
        if chosen is None:
            return
        if chosen == right:
            said = _("✓ Yes. {because}").format(because=because)
        else:
            said = _("✗ Not quite. {because}").format(because=words.get(chosen) or _("Run the cell below and compare."))
        reply.value = f'<p role="status">{html.escape(said)}</p>'

    buttons.observe(answer, names="value")
    return widgets.VBox([widgets.HTML(f"<p><strong>{_('Predict')}</strong> · {html.escape(question)}</p>"), buttons, reply])
