"""What the demos of chapter 9 say is so."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from jupyterlab_homl.toolkit.demos import dbscan_reach, em_steps, kmeans_steps


@pytest.mark.parametrize("start", list(kmeans_steps._STARTS))
def test_no_half_step_of_k_means_raises_the_inertia(start: str) -> None:
    *_, inertias = kmeans_steps.run(kmeans_steps.rows(), start, kmeans_steps._LAST)
    assert all(after <= before + 1e-9 for before, after in itertools.pairwise(inertias))
    assert inertias[-1] == inertias[-3]


def test_two_of_four_starts_do_not_end_with_a_centre_in_each_cloud() -> None:
    ends = [kmeans_steps.draw(kmeans_steps._LAST, start)[2] for start in kmeans_steps._STARTS]
    assert sum("30, 30 and 30 rows" in words for words in ends) == 2
    assert sum("A centre without rows" in words for words in ends) == 1


@pytest.mark.parametrize(("eps", "min_samples"), [(0.1, 5), (0.16, 3), (0.2, 5), (0.3, 12)])
def test_dbscan_is_that_of_scikit_learn(eps: float, min_samples: int) -> None:
    cluster = pytest.importorskip("sklearn.cluster")
    X = dbscan_reach.rows()
    labels, core = dbscan_reach.cluster(X, eps, min_samples)
    theirs = cluster.DBSCAN(eps=eps, min_samples=min_samples).fit(X)
    assert np.array_equal(np.flatnonzero(core), theirs.core_sample_indices_)
    assert np.array_equal(labels, theirs.labels_)


@pytest.mark.parametrize(("eps", "clusters"), [(0.1, "14 clusters"), (0.2, "2 clusters"), (0.3, "1 cluster of")])
def test_moons_are_found_and_flow_together(eps: float, clusters: str) -> None:
    assert clusters in dbscan_reach.draw(eps, 5)[2]


@pytest.mark.parametrize("start", list(em_steps._STARTS))
def test_no_step_of_em_lowers_the_likelihood(start: str) -> None:
    *_, likelihoods = em_steps.run(em_steps.rows(), start, em_steps._LAST)
    assert all(after >= before - 1e-6 for before, after in itertools.pairwise(likelihoods))


def test_components_at_the_same_place_never_part() -> None:
    assert "no step will ever part them" in em_steps.draw(em_steps._LAST, "at the same place")[2]
    assert "no step will ever part them" not in em_steps.draw(em_steps._LAST, "side by side")[2]
