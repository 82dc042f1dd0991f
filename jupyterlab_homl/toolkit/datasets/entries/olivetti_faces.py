"""The Olivetti faces, by download only; `glyphs` stands in for them without a network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..about import About
from ..download import Download, FromWeb
from ..shapes import Labelled

ABOUT = About(
    "Ten pictures each of forty people, 64 × 64 grey values.",
    source="AT&T Laboratories Cambridge, in the form that Sam Roweis gave them",
    licence="to be credited to AT&T Laboratories Cambridge; no other terms are stated",
    cite="F. Samaria, A. Harter: Parameterisation of a Stochastic Model for Human Face Identification. "
    "IEEE Workshop on Applications of Computer Vision (1994).",
)


def _read(files: Sequence[Path]) -> Labelled:
    import numpy as np
    from scipy.io import loadmat

    faces = loadmat(files[0])["faces"].T.reshape(400, 64, 64).transpose(0, 2, 1)
    return Labelled(np.ascontiguousarray(faces), np.repeat(np.arange(40, dtype=np.uint8), 10), tuple(map(str, range(40))))


DOWNLOAD = Download(
    files=(
        FromWeb(
            "olivettifaces.mat",
            "b612fb967f2dc77c9c62d3e1266e0c73d5fca46a4b8906c18e454d41af987794",
            ("https://ndownloader.figshare.com/files/5976027", "https://cs.nyu.edu/~roweis/data/olivettifaces.mat"),
        ),
    ),
    size=4_300_000,
    read=_read,
    about=ABOUT,
    stand_in="glyphs",
    stand_in_options={"size": 64},
)
