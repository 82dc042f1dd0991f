"""Takes the pictures of the documents from what the browser tests have photographed; run those first."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "ui-tests" / "screenshots"
PICTURES = ROOT / "docs" / "images"
COLOURS = 128

#: A picture's name and that of the screenshot which it shows.
TAKEN_FROM = {
    "attempts": "attempts",
    "failed-zh": "zh-failed",
    "hint": "hint-waits",
    "notes-lab": "notes-lab",
    "page-dark": "page-road-dark",
    "page-light": "page-road-light",
    "page-zh": "zh-page",
    "panel-dark": "panel-passed-dark",
    "panel-light": "panel-passed-light",
    "panel-zh": "zh-road",
    "restore": "cells-split",
    "review-asked": "review-asked-light",
    "review-told": "review-told-light",
    "solution": "solution-beside",
    "strip-failed-dark": "strip-failed-dark",
    "strip-failed-light": "strip-failed-light",
    "strip-passed-dark": "strip-passed-dark",
    "strip-passed-light": "strip-passed-light",
    "tour-light": "tour-1-light",
    "welcome-light": "welcome-light",
}
#: The part of a screenshot that is shown, in pixels, where it is not all of it.
PARTS = {"panel-zh": (33, 28, 353, 876), "welcome-light": (354, 28, 1324, 876)}


def take(name: str) -> int:
    """Take one picture, and return its size in bytes."""
    image = Image.open(SHOTS / f"{TAKEN_FROM[name]}.png").convert("RGB")
    image = image.crop(PARTS[name]) if name in PARTS else image
    path = PICTURES / f"{name}.png"
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


if __name__ == "__main__":
    missing = [shot for shot in TAKEN_FROM.values() if not (SHOTS / f"{shot}.png").is_file()]
    if missing:
        sys.exit(f"Run the browser tests first; they have not photographed {', '.join(missing)}.")
    for picture in TAKEN_FROM:
        print(f"{picture}: {take(picture) / 1000:.0f} kB")
