"""The widget that every demo uses: three introductory lines, controls, a picture, and a description of it in words.

A demo's module looks like this::

    def draw(rate, start):
        ...
        return figure, alt, words


    def show():
        return Stage(
            draw,
            {"rate": slider("Learning rate", 0.01, 1.2, 0.01, value=0.1), "start": choice("Start", ["left", "right"])},
            move="the learning rate, slowly, from left to right.",
            watch="the path in the left picture and the last cost.",
            predict="At which rate does the path first jump across the valley?",
        )

`draw` makes its figure with `plots.axes` and computes every number in `alt` and `words`.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from ..i18n import _, language_tag
from ..plots import show as picture_of

#: Draws a picture for the values of the controls; returns the figure, its text alternative, and what it shows in words.
Draw = Callable[..., tuple[Any, str, str]]

_WIDTH = {"description_width": "14em"}


def slider(label: str, low: float, high: float, step: float, value: float) -> Any:
    """A slider over an interval; over whole numbers if all arguments are whole."""
    whole = all(isinstance(number, int) for number in (low, high, step, value))
    kind = widgets.IntSlider if whole else widgets.FloatSlider
    return kind(
        value=value,
        min=low,
        max=high,
        step=step,
        description=label,
        continuous_update=False,
        style=_WIDTH,
        layout={"width": "34em"},
    )


def steps(label: str, values: Sequence[Any], value: Any) -> Any:
    """A slider over listed values, for uneven scales such as 0.001, 0.01, 0.1, …."""
    return widgets.SelectionSlider(
        options=list(values), value=value, description=label, continuous_update=False, style=_WIDTH, layout={"width": "34em"}
    )


def choice(label: str, options: Sequence[Any], value: Any = None) -> Any:
    """A drop-down list; the first option is selected unless `value` names another."""
    return widgets.Dropdown(
        options=list(options),
        value=options[0] if value is None else value,
        description=label,
        style=_WIDTH,
        layout={"width": "34em"},
    )


class Stage(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A demo as a widget.

    Parameters
    ----------
    draw : callable
        Called with the values of the controls by name; returns (figure, alt, words). It keeps nothing between calls.
    controls : dict of str to widget
        The controls, made with `slider`, `steps` and `choice`.
    move, watch : str
        What to move and what to watch, one line each.
    predict : str
        What to predict first; there is a text field for it.

    Attributes
    ----------
    controls : mapping
        The controls by name.
    """

    def __init__(
        self, draw: Draw, controls: Mapping[str, widgets.ValueWidget], *, move: str, watch: str, predict: str
    ) -> None:
        self._draw = draw
        self.controls = controls
        self._picture = widgets.HTML()
        self._words = widgets.HTML()
        prediction = widgets.Text(
            description=_("Your prediction"),
            placeholder=_("write it before you move anything"),
            style=_WIDTH,
            layout={"width": "44em", "max_width": "calc(100% - 4px)"},
        )
        head = "".join(
            f'<p><strong lang="{language_tag()}">{name}</strong> · {html.escape(text)}</p>'
            for name, text in ((_("Move"), move), (_("Watch"), watch), (_("Predict first"), predict))
        )
        super().__init__([widgets.HTML(head), prediction, *controls.values(), self._picture, self._words])
        for control in controls.values():
            control.observe(self._redraw, names="value")
        self._redraw()

    @property
    def values(self) -> dict[str, object]:
        """The current values of the controls."""
        return {name: control.value for name, control in self.controls.items()}

    def _redraw(self, change: Any = None) -> None:
        figure, alt, words = self._draw(**self.values)
        self._picture.value = picture_of(figure, alt).html
        title = f'<strong lang="{language_tag()}">{_("In words")}</strong>'
        self._words.value = f'<p role="status">{title} · {html.escape(words)}</p>'
