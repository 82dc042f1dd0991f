"""Figures with a text alternative, so that everyone can read them.

A lesson calls `use` once. Its cells then hold Matplotlib's own calls only: the text alternative of the figure that a cell
draws is an attribute of the cell, ``alt="…"``, which reaches the kernel with the request to run it.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from .kernel import ipython_shell, request_metadata

#: Matplotlib's settings for figures of lessons.
STYLE: dict[Any, Any] = {
    "figure.figsize": (7.5, 3.2),
    "figure.constrained_layout.use": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.25,
}

#: What stands in a text alternative for a value that cannot be had, as after a learner has renamed it.
UNKNOWN = "…"


class Picture:
    """A finished figure with its text alternative.

    Parameters
    ----------
    png : bytes
        The picture.
    alt : str
        The text alternative: what a person who does not see the picture needs to know.
    photo : bool
        Whether it holds a photo, whose colours a dark theme must not change.
    """

    def __init__(self, png: bytes, alt: str, photo: bool = False) -> None:
        self.png = png
        self.alt = alt
        self.photo = photo

    @property
    def html(self) -> str:
        """The picture as an `img` element with its text alternative; JupyterLab's style sheet knows its class."""
        data = base64.b64encode(self.png).decode()
        kind = "" if self.photo else ' class="jp-homl-Figure"'
        alt = html.escape(self.alt, quote=True)
        return f'<img src="data:image/png;base64,{data}" alt="{alt}"{kind} style="max-width: 100%">'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": f"[Figure: {self.alt}]"}


def use() -> None:
    """Draw figures in the style of lessons from now on, each with the text alternative of its cell."""
    import matplotlib

    matplotlib.rcParams.update(STYLE)
    shell = ipython_shell()
    if shell is not None:
        shell.display_formatter.ipython_display_formatter.for_type_by_name("matplotlib.figure", "Figure", _display)


def _display(figure: Any) -> None:
    """Display a figure with the text alternative of the cell that runs; without one, as IPython does."""
    from IPython.display import display, publish_display_data

    shell = ipython_shell()
    homl = request_metadata().get("homl")
    template = homl.get("alt") if isinstance(homl, dict) else None
    if isinstance(template, str) and template:
        alternative = TextAlternative(shell.user_ns)
        display(show(figure, alternative.format(template)), metadata={"homl": {"unknown": alternative.unknown}})
        return
    data, metadata = {}, {}
    for kind, formatter in shell.display_formatter.formatters.items():
        found = formatter(figure)
        if isinstance(found, tuple):
            found, metadata[kind] = found
        if found is not None:
            data[kind] = found
    publish_display_data(data, metadata)


class TextAlternative(Formatter):
    """Fills a text alternative with values of a notebook: ``{error:.2f}``, ``{model.coef_[0]:.1f}`` or ``{away[-1]}``.

    Only names, attributes and items are looked up, nothing is called: a template comes with the metadata of a cell, which
    nobody reads before running it.

    Parameters
    ----------
    values : mapping
        The notebook's names.

    Attributes
    ----------
    unknown : list of str
        The fields that could not be filled.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values
        self.unknown: list[str] = []

    def format(self, template: str, /, *args: Any, **kwargs: Any) -> str:  # noqa: D102  # see `string.Formatter`
        try:
            return super().format(template, *args, **kwargs)
        except ValueError:  # a brace that is not a field
            self.unknown.append(template)
            return template

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        """The value that a field names."""
        first = re.split(r"\W", field_name, maxsplit=1)[0]
        try:
            found = self.values[first]
            for name, key in _steps(field_name.removeprefix(first)):
                found = getattr(found, name) if name else found[int(key) if re.fullmatch(r"-?\d+", key) else key]
        except Exception:  # whatever an object of the notebook raises
            self.unknown.append(field_name)
            found = _Unknown()
        return found, field_name


def _steps(text: str) -> list[tuple[str, str]]:
    """The attributes and items that follow a name: ``.coef_[0]`` is an attribute, then an item."""
    if not re.fullmatch(r"(?:\.\w+|\[[^\[\]]+\])*", text):
        raise LookupError(text)
    return re.findall(r"\.(\w+)|\[([^\[\]]+)\]", text)


class _Unknown:
    def __format__(self, spec: str) -> str:
        return UNKNOWN


def axes(columns: int = 1, width: float = 8.0, height: float = 3.2, **options: Any) -> tuple[Any, Any]:
    """A new Matplotlib figure with axes side by side.

    Parameters
    ----------
    columns : int
        How many.
    width, height : float
        Of the whole figure, in inches.
    **options
        For `matplotlib.figure.Figure.subplots`, such as ``sharey=True``.

    Returns
    -------
    figure : matplotlib.figure.Figure
        The figure, to be passed to `show`.
    axes : Axes or array of Axes
        One, or an array of `columns`.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    made = figure.subplots(1, columns, **options)
    for axis in [made] if columns == 1 else made:
        axis.spines[["top", "right"]].set_visible(False)
        axis.grid(alpha=0.25)
    return figure, made


def show(figure: Any, alt: str) -> Picture:
    """Close a Matplotlib figure and return it as a picture with a text alternative.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure.
    alt : str
        What it shows, with the numbers that matter.

    Returns
    -------
    Picture
        Displays itself as a cell's last expression.
    """
    from matplotlib import pyplot as plt

    photo = any(image.get_array().ndim == 3 for axis in figure.axes for image in axis.images)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=100, bbox_inches="tight")
    plt.close(figure)
    return Picture(buffer.getvalue(), alt, photo)
