"""Pictures of letters, each character in several typefaces, turned, bent and lit differently."""

from __future__ import annotations

from functools import cache
from typing import Any

from ..about import OURS, About
from ..shapes import Labelled

ABOUT = About(
    "Ten pictures each of forty letters, in several typefaces, turned, bent and lit differently: a stand-in for faces.",
    source=f"{OURS}; drawn with the typefaces that come with Matplotlib",
    licence="BSD-3-Clause",
    made_up=True,
)

#: Characters that look unlike each other: all capitals, small letters with shapes of their own, two signs.
CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabdefghnqrty&?"

_FACES = tuple(
    (family, weight, style)
    for family in ("DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono")
    for weight in ("normal", "bold")
    for style in ("normal", "italic")
)


def load(
    characters: str = CHARACTERS, each: int = 10, size: int = 32, seed: int = 42, distortion: float = 1.0, noise: float = 5.0
) -> Labelled:
    """Pictures of letters: **drawn by a program**, as a stand-in for pictures of faces.

    Parameters
    ----------
    characters : str
        Which characters, one class each.
    each : int
        How many pictures of each.
    size : int
        Height and width in pixels.
    seed : int
        The same seed makes the same pictures.
    distortion : float
        How much letters are turned, slanted, scaled and moved; 0 for not at all.
    noise : float
        The standard deviation of the grey values' noise.

    Returns
    -------
    Labelled
        `X` of shape (pictures, size, size), **sorted by character**: the first `each` pictures show the first one. Letters are
        bright (up to 255) on a dark ground.
    """
    import numpy as np

    if not characters or each < 1 or size < 8:
        raise ValueError("glyphs needs at least one character, one picture of each, and a size of 8 pixels.")
    rng = np.random.default_rng(seed)
    draw = _Pen(size)
    pictures = []
    for character in characters:
        faces = rng.permutation(np.resize(np.arange(len(_FACES)), max(each, len(_FACES))))[:each]
        pictures += [draw(_outline(character, _FACES[face]), _affine(distortion, rng)) for face in faces]
    X = np.stack(pictures)
    across = np.linspace(-1, 1, size)
    angle = rng.uniform(0, 2 * np.pi, len(X))[:, None, None]
    light = np.cos(angle) * across + np.sin(angle) * across[:, None]
    X = X * (0.85 + 0.15 * light * min(distortion, 1)) + 12
    X = (X + rng.normal(0, noise, X.shape)).clip(0, 255).astype(np.uint8)
    return Labelled(X, np.repeat(np.arange(len(characters), dtype=np.uint8), each), tuple(characters))


def _affine(distortion: float, rng: Any) -> Any:
    """A random 2 × 3 matrix: turned by up to 11 degrees, slanted, scaled, moved."""
    import numpy as np

    turn, slant = distortion * rng.uniform(-0.2, 0.2), distortion * rng.uniform(-0.12, 0.12)
    scale = 1 + distortion * rng.uniform(-0.08, 0.08, 2)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.c_[turned @ [[1, slant], [0, 1]] * scale, distortion * rng.uniform(-0.04, 0.04, 2)]


@cache
def _outline(character: str, face: tuple[str, str, str]) -> Any:
    """The outline of a character, its middle at the origin, 0.7 high or wide."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    family, weight, style = face
    font: Any = FontProperties(family=family, weight=weight)
    font.set_style(style)
    path = TextPath((0, 0), character, size=100, prop=font)
    box = path.get_extents()
    scale = 0.7 / max(box.width, box.height)
    return Affine2D().translate(-(box.x0 + box.x1) / 2, -(box.y0 + box.y1) / 2).scale(scale).transform_path(path)


class _Pen:
    """Draws outlines as grey values.

    Parameters
    ----------
    size : int
        Height and width in pixels.
    """

    def __init__(self, size: int) -> None:
        from matplotlib.backends.backend_agg import RendererAgg

        self._size = size
        renderer: Any = RendererAgg
        self._canvas = renderer(size, size, 72)
        self._style = self._canvas.new_gc()
        self._style.set_linewidth(0)

    def __call__(self, outline: Any, affine: Any) -> Any:
        """The picture of an outline that lies in a square from -0.5 to 0.5, after an affine map."""
        import numpy as np
        from matplotlib.transforms import Affine2D

        (a, c, e), (b, d, f) = affine
        self._canvas.clear()
        place = Affine2D.from_values(a, b, c, d, e, f).translate(0.5, 0.5).scale(self._size)
        self._canvas.draw_path(self._style, outline, place, (1.0, 1.0, 1.0))
        alpha: Any = np.asarray(self._canvas.buffer_rgba())[:, :, 3]
        return alpha * 0.9
