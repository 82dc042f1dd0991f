"""Make the Fashion-MNIST subset that ships with the course from Debian's package `dataset-fashion-mnist`.

    apt install dataset-fashion-mnist
    python scripts/vendor_fashion_mnist.py

It takes 400 training and 100 test pictures of each class, the first ones in the order of the original files, mixes them
with a fixed seed, and writes `jupyterlab_homl/toolkit/data/fashion_mnist.npz`.
"""

from __future__ import annotations

import hashlib
import io
import zipfile

import numpy as np

from jupyterlab_homl.toolkit import datasets

TRAIN_PER_CLASS, TEST_PER_CLASS, SEED = 400, 100, 2017
TARGET = datasets.DATA / "fashion_mnist.npz"


def main() -> None:
    """Write the file and print what README.md and the tests state about it."""
    full = datasets.load("fashion_mnist", full=True)
    rng = np.random.default_rng(SEED)
    arrays: dict[str, np.ndarray] = {}
    for part, per_class in (("train", TRAIN_PER_CLASS), ("test", TEST_PER_CLASS)):
        X, y = getattr(full, f"X_{part}"), getattr(full, f"y_{part}")
        chosen = rng.permutation(np.concatenate([np.flatnonzero(y == label)[:per_class] for label in range(10)]))
        arrays[f"X_{part}"], arrays[f"y_{part}"] = X[chosen], y[chosen]
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_LZMA) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.save(buffer, array, allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (2020, 5, 23, 0, 0, 0)), buffer.getvalue(), zipfile.ZIP_LZMA)
            print(f"{name}: {array.shape}, sha256 of its bytes {hashlib.sha256(array.tobytes()).hexdigest()}")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes, sha256 {hashlib.sha256(TARGET.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
