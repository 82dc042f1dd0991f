"""MNIST: 70,000 handwritten digits, by download only; `mnist5k` works without a network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..about import About
from ..download import Download, FromWeb
from ..shapes import Pictures

ABOUT = About(
    "Handwritten digits, 28 × 28 grey values: 60,000 for training and 10,000 for testing.",
    source="Y. LeCun, C. Cortes and C. J. C. Burges, from scans of the National Institute of Standards and Technology",
    licence="CC-BY-SA-3.0",
    cite="Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-Based Learning Applied to Document Recognition. "
    "Proceedings of the IEEE 86 (1998), 2278-2324.",
)


def _read(files: Sequence[Path]) -> Pictures:
    import numpy as np

    with np.load(files[0], allow_pickle=False) as stored:
        X_train, y_train, X_test, y_test = (stored[key] for key in ("x_train", "y_train", "x_test", "y_test"))
    return Pictures(X_train, y_train, X_test, y_test, tuple("0123456789"))


DOWNLOAD = Download(
    files=(
        FromWeb(
            "mnist.npz",
            "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
            ("https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",),
        ),
    ),
    size=11_500_000,
    read=_read,
    about=ABOUT,
    stand_in="mnist5k",
)
