"""Data: what is shipped is what was vendored, what is made is the same each time."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from jupyterlab_homl.toolkit import datasets

README = (datasets.DATA / "README.md").read_text(encoding="utf-8")


def test_every_data_file_is_described() -> None:
    for path in datasets.DATA.iterdir():
        if path.name != "README.md":
            assert f"## {path.name} " in README


def test_the_file_is_the_one_described() -> None:
    found = hashlib.sha256((datasets.DATA / "fashion_mnist.npz").read_bytes()).hexdigest()
    assert f"`{found}`" in README


@pytest.mark.parametrize("name", ["X_train", "y_train", "X_test", "y_test"])
def test_arrays_are_the_ones_described(name: str) -> None:
    array = getattr(datasets.load("fashion_mnist"), name)
    row = re.search(rf"\| `{name}` \| ([0-9 ×]+) \| `(\w+)` \|", README)
    assert row
    assert array.dtype == np.uint8
    assert array.shape == tuple(int(size) for size in row[1].split("×"))
    assert hashlib.sha256(array.tobytes()).hexdigest() == row[2]


def test_classes_are_balanced_and_mixed() -> None:
    data = datasets.load("fashion_mnist")
    assert np.bincount(data.y_train).tolist() == [400] * 10
    assert np.bincount(data.y_test).tolist() == [100] * 10
    assert np.bincount(data.y_train[:1000], minlength=10).min() > 60
    assert len(data.names) == 10


def test_pictures_can_be_unpacked() -> None:
    X_train, y_train, X_test, y_test, _ = datasets.load("fashion_mnist")
    assert len(X_train) == len(y_train)
    assert len(X_test) == len(y_test)


@pytest.mark.skipif(not datasets.FULL_FASHION.exists(), reason="needs the package dataset-fashion-mnist")
def test_the_shipped_pictures_are_real_ones() -> None:
    full, ours = datasets.load("fashion_mnist", full=True), datasets.load("fashion_mnist")
    assert full.X_train.shape == (60_000, 28, 28)
    assert full.X_test.shape == (10_000, 28, 28)
    known = {(picture.tobytes(), label) for picture, label in zip(full.X_train, full.y_train, strict=True)}
    assert all((picture.tobytes(), label) in known for picture, label in zip(ours.X_train, ours.y_train, strict=True))


def test_a_missing_full_set_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(datasets, "FULL_FASHION", tmp_path)
    with pytest.raises(FileNotFoundError, match="apt install dataset-fashion-mnist"):
        datasets.load("fashion_mnist", full=True)


def test_unknown_names_and_options_are_sentences() -> None:
    with pytest.raises(ValueError, match=r"no data set 'mnist'.*fashion_mnist, housing"):
        datasets.load("mnist")
    with pytest.raises(ValueError, match=r"no option 'n'.*rows, seed, missing"):
        datasets.load("housing", n=3)
    with pytest.raises(ValueError, match="at least one row"):
        datasets.load("housing", rows=0)


def test_housing_is_reproducible_and_has_the_schema() -> None:
    frame = datasets.load("housing", rows=500, seed=3)
    assert_frame_equal(frame, datasets.load("housing", rows=500, seed=3))
    assert not frame.equals(datasets.load("housing", rows=500, seed=4))
    assert frame.shape == (500, 10)
    assert isinstance(frame.dtypes["ocean_proximity"], pd.StringDtype)
    assert set(frame.drop(columns="ocean_proximity").dtypes) == {np.dtype(float)}


@pytest.mark.parametrize("rows", [1, 7, 5000])
def test_housing_has_as_many_rows_as_asked_for(rows: int) -> None:
    assert len(datasets.load("housing", rows=rows)) == rows


def test_housing_looks_like_california() -> None:
    frame = datasets.load("housing")
    assert len(frame) == 20_640
    assert frame.latitude.between(32.5, 42).all()
    assert frame.longitude.between(-124.4, -114.3).all()
    assert frame.housing_median_age.between(1, 52).all()
    assert frame.median_income.between(0.4999, 15.0001).all()
    assert frame.median_house_value.between(14_999, 500_001).all()
    assert (frame.total_bedrooms.dropna() <= frame.total_rooms[frame.total_bedrooms.notna()]).mean() > 0.99
    assert 0.005 < frame.total_bedrooms.isna().mean() < 0.015
    assert frame.drop(columns="total_bedrooms").notna().all(axis=None)
    shares = frame.ocean_proximity.value_counts(normalize=True)
    assert set(shares.index) == {"<1H OCEAN", "INLAND", "NEAR OCEAN", "NEAR BAY", "ISLAND"}
    assert shares["<1H OCEAN"] == pytest.approx(0.44, abs=0.03)
    assert frame.median_house_value.median() == pytest.approx(175_000, abs=10_000)
    assert frame.corr(numeric_only=True).loc["median_income", "median_house_value"] == pytest.approx(0.66, abs=0.03)
