"""Questions within a lesson that are answered at once, with the reason. Nothing is stored or graded."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from .i18n import _, language_tag


def predict(question: str, choices: Sequence[str], right: int, because: str, tempting: dict[int, str] | None = None) -> Any:
    """Ask for a prediction before a cell is run.

    Parameters
    ----------
    question : str
        The question, in one sentence.
    choices : sequence of str
        What can be chosen.
    right : int
        The index of the right choice.
    because : str
        Why it is right; shown with the answer.
    tempting : dict of int to str, optional
        Hints for wrong choices, by their index.

    Returns
    -------
    ipywidgets.VBox
        Radio buttons, usable from the keyboard, and a line with the answer, which screen readers announce.
    """
    import ipywidgets as widgets

    hints = dict(tempting or {})
    buttons = widgets.RadioButtons(options=[(text, number) for number, text in enumerate(choices)], value=None)
    buttons.layout.width = "auto"
    reply = widgets.HTML('<p role="status"></p>')

    def answer(change: dict[str, Any]) -> None:
        chosen = change["new"]
        if chosen is None:
            return
        if chosen == right:
            answered = _("✓ Yes. {because}").format(because=because)
        else:
            answered = _("✗ Not quite. {because}").format(because=hints.get(chosen) or _("Run the cell below and compare."))
        reply.value = f'<p role="status">{html.escape(answered)}</p>'

    buttons.observe(answer, names="value")
    title = f'<strong lang="{language_tag()}">{_("Predict")}</strong>'
    return widgets.VBox([widgets.HTML(f"<p>{title} · {html.escape(question)}</p>"), buttons, reply])
