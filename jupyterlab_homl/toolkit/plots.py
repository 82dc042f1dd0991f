"""Figures with a text alternative, so that everyone can read them."""

from __future__ import annotations

import base64
import html
import io
from typing import Any


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
