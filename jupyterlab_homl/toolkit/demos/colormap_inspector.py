"""A colour map: how bright it is from end to end, and what is left of it in grey."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..plots import axes
from .stage import Stage, choice, slider

_MAPS = ("viridis", "cividis", "gray", "YlOrBr", "RdBu", "jet", "hsv")
_STEPS = 256
#: Changes of lightness below this are taken for none, and differences between both halves of a map that count as none.
_FLAT, _EVEN = 2.0, 6.0


def lightness(name: str) -> np.ndarray:
    """How bright each of the colours is, as CIELAB's L* from 0, black, to 100, white."""
    import matplotlib

    rgb = matplotlib.colormaps[name](np.linspace(0, 1, _STEPS))[:, :3]
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    y = linear @ [0.2126, 0.7152, 0.0722]
    return np.where(y > 0.008856, 116 * np.cbrt(y) - 16, 903.3 * y)


def turns(values: np.ndarray) -> int:
    """How often brighter becomes darker or darker becomes brighter, small wobbles left out."""
    found, direction, last = 0, 0, values[0]
    for value in values[1:]:
        if direction * (value - last) > 0 or (direction == 0 and abs(value - last) > _FLAT):
            direction, last = int(np.sign(value - last)), value
        elif abs(value - last) > _FLAT:
            found, direction, last = found + 1, -direction, value
    return found


def draw(name: str, waves: int) -> tuple[Any, str, str]:
    """A test picture in the colour map and in grey, and the map's lightness."""
    light = lightness(name)
    x, y = np.meshgrid(np.linspace(0, 1, 160), np.linspace(0, 1, 60))
    picture = (x + 0.05 * y * np.sin(2 * np.pi * waves * x)).clip(0, 1)
    figure, (colour, grey, curve) = axes(3, width=9.0, height=2.8)
    colour.imshow(picture, cmap=name, vmin=0, vmax=1, aspect="auto", origin="lower")
    index = (picture * (_STEPS - 1)).astype(int)
    grey.imshow(light[index], cmap="gray", vmin=0, vmax=100, aspect="auto", origin="lower")
    for ax, title in ((colour, name), (grey, "on a grey printer")):
        ax.set(xticks=[], yticks=[], title=title)
        ax.grid(False)
    curve.plot(np.linspace(0, 1, _STEPS), light)
    curve.set(xlabel="value", ylabel="lightness", ylim=(0, 100), title="How bright?")
    found = turns(light)
    if found == 0:
        way = "darker" if light[-1] < light[0] else "brighter"
        kind = f"gets {way} steadily from end to end: good for amounts"
    elif found == 1 and np.abs(light - light[::-1]).max() < _EVEN:
        kind = "is alike at both ends, with a turn in the middle: good for plus and minus"
    else:
        kind = "goes up and down unevenly: it shows bands where the numbers rise evenly"
    alt = (
        f"Left: a ramp with {waves} waves in the colour map {name}. Middle: the same in grey. Right: its lightness, from "
        f"{light[0]:.0f} to {light[-1]:.0f}, between {light.min():.0f} and {light.max():.0f}."
    )
    return figure, alt, f"{name} {kind}. Lightness from {light[0]:.0f} to {light[-1]:.0f}, {light.max():.0f} at most."


def show() -> Stage:
    """The demo as a widget."""
    return Stage(
        draw,
        {"name": choice("Colour map", list(_MAPS)), "waves": slider("Waves", 0, 12, 1, value=6)},
        move="from viridis to jet, then set the waves to 0.",
        watch="the bright bands: where the numbers rise evenly, should there be any?",
        predict="Which of the maps will look the same at both ends on a grey printer?",
    )
