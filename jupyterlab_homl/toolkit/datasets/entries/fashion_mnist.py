"""Fashion-MNIST: pictures of garments, of which a part comes with the course."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...i18n import _
from ..about import About
from ..bundled import DATA
from ..download import Download, FromWeb, kept_files
from ..shapes import Pictures

ABOUT = About(
    "Pictures of garments, 28 × 28 grey values in ten classes: 4,000 for training and 1,000 for testing come with the course.",
    source="Zalando Research, https://github.com/zalandoresearch/fashion-mnist",
    licence="MIT",
    cite="H. Xiao, K. Rasul, R. Vollgraf: Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning Algorithms. "
    "arXiv:1708.07747 (2017).",
)

#: Where Debian's package `dataset-fashion-mnist` puts the full set.
FULL_FASHION = Path("/usr/share/datasets/fashion-mnist")

#: The ten classes, in the order of their numbers.
NAMES = ("T-shirt", "Trousers", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Trainer", "Bag", "Ankle boot")


def load(full: bool = False) -> Pictures:
    """Real pictures of garments in ten classes, equally many of each class.

    Parameters
    ----------
    full : bool
        All 60,000 + 10,000 pictures, where they have been fetched or Debian's package `dataset-fashion-mnist` is installed,
        instead of the 4,000 + 1,000 that come with the course.

    Returns
    -------
    Pictures
        Arrays of uint8 in an order without meaning.

    Raises
    ------
    FileNotFoundError
        If the full set is requested but not there; the message says how to get it.
    """
    import numpy as np

    if not full:
        with np.load(DATA / "fashion_mnist.npz", allow_pickle=False) as stored:
            return Pictures(stored["X_train"], stored["y_train"], stored["X_test"], stored["y_test"], NAMES)
    packaged = [FULL_FASHION / f"{file.name}.gz" for file in DOWNLOAD.files]
    if all(path.is_file() for path in packaged):
        return _read(packaged)
    files = kept_files("fashion_mnist", DOWNLOAD)
    if files is not None:
        return _read(files)
    words = _(
        "The full Fashion-MNIST is not on this machine (looked for {path}). On Debian or Ubuntu, `apt install "
        'dataset-fashion-mnist` brings it; load("fashion_mnist") without full=True always works.'
    )
    raise FileNotFoundError(words.format(path=FULL_FASHION))


def _read(files: Sequence[Path]) -> Pictures:
    X_train, y_train, X_test, y_test = map(_idx, files)
    return Pictures(X_train, y_train, X_test, y_test, NAMES)


def _idx(path: Path) -> Any:
    """An array from an IDX file: two zero bytes, type, number of dimensions, the dimensions, the values."""
    import numpy as np

    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    shape = np.frombuffer(data, ">u4", data[3], offset=4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)


def _file(name: str, sha256: str) -> FromWeb:
    places = (
        "https://storage.googleapis.com/tensorflow/tf-keras-datasets",
        "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion",
    )
    return FromWeb(name, sha256, tuple(f"{place}/{name}.gz" for place in places), unpack=True)


DOWNLOAD = Download(
    files=(
        _file("train-images-idx3-ubyte", "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
        _file("train-labels-idx1-ubyte", "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
        _file("t10k-images-idx3-ubyte", "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
        _file("t10k-labels-idx1-ubyte", "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
    ),
    size=30_900_000,
    read=_read,
    about=ABOUT,
    stand_in="fashion_mnist",
)
