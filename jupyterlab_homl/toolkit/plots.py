"""Figures that can be read by everyone: shown together with a text alternative."""

from __future__ import annotations

import base64
import html
import io
from typing import Any


class Picture:
    """A finished figure and what it says in words.

    Parameters
    ----------
    png : bytes
        The picture.
    alt : str
        What a person who does not see it needs to know.
    """

    def __init__(self, png: bytes, alt: str) -> None:
        self.png = png
        self.alt = alt

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        data = base64.b64encode(self.png).decode()
        return {
            "text/html": f'<img src="data:image/png;base64,{data}" alt="{html.escape(self.alt, quote=True)}" style="max-width: 100%">',
            "text/plain": f"[Figure: {self.alt}]",
        }


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
    import matplotlib.pyplot as plt

    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=100, bbox_inches="tight")
    plt.close(figure)
    return Picture(buffer.getvalue(), alt)
