"""Tiers: which code needs which libraries, and what a launcher makes of them."""

from __future__ import annotations

import re

import pytest

from jupyterlab_homl.engine import tiers
from jupyterlab_homl.engine.launch.launcher import Workers, child_environment
from jupyterlab_homl.engine.launch.warm import WarmLauncher


@pytest.mark.parametrize(
    ("source", "tier"),
    [
        ("import numpy as np", "light"),
        ("import keras", "tensorflow"),
        ("x = 1\n    from tensorflow.keras import layers", "tensorflow"),
        ("# import keras", "light"),
        ("import keras_tuner", "light"),
        ("", "light"),
    ],
)
def test_code_gets_the_tier_whose_libraries_it_imports(source: str, tier: str) -> None:
    assert tiers.tier_of_code(source) == tier


def test_the_last_tier_is_for_all_other_code_and_names_are_unique() -> None:
    assert tiers.TIERS[-1] is tiers.LIGHT
    assert [tier.detects for tier in tiers.TIERS if not tier.detects] == [()]
    assert len({tier.name for tier in tiers.TIERS}) == len(tiers.TIERS)


def test_each_tier_has_a_fork_server_and_trusted_spares_are_of_the_light_one() -> None:
    launcher = WarmLauncher(Workers(("ours",), {"sealed": "ours", "trusted": "judge"}), ["numpy"])
    specs = launcher._specs
    assert list(specs["tensorflow"].preload) == ["tensorflow", "keras", "numpy", "ours"]
    assert list(specs["light"].preload) == ["numpy", "ours"]
    assert specs["light"].spares == {"sealed": "ours", "trusted": "judge"}
    assert specs["tensorflow"].spares == {"sealed": "ours"}


def test_a_worker_has_the_variables_of_every_tier_and_no_secret() -> None:
    environment = child_environment({"PATH": "/bin", "JPY_API_TOKEN": "secret"}, "/home")
    assert environment["KERAS_BACKEND"] == "tensorflow"
    assert environment["OMP_NUM_THREADS"] == "1"
    assert not [name for name in environment if re.search("TOKEN|SECRET", name)]
