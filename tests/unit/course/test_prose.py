"""The prose of a course as plain words and with links to the glossary."""

from __future__ import annotations

from jupyterlab_homl.course.prose import TermLinks, plain_text
from jupyterlab_homl.course.review_items import CourseCard

CARDS = [
    CourseCard("epoch", "term", "epoch", "轮", "", "One pass over all rows.", "ch04 §3"),
    CourseCard("hinton", "person", "Geoffrey Hinton", "", "A scientist.", "Back-propagation.", "ch10"),
]


def test_plain_text_has_no_markup() -> None:
    text = """The *gradient* of `n_jobs` in [a guide](https://example.org/x), where $\\theta_0 = 1$:

$$\\theta \\leftarrow 0$$

- **first**, see [[ch04-e01]]

| a | b |
|---|---|

```python
hidden = 1
```

**Its exercise**: [[ch04-e01]]. **Read more**: nothing.
"""
    assert plain_text(text) == "The gradient of n_jobs in a guide, where : first, see a b"


def test_a_term_is_linked_where_it_first_stands_in_italics() -> None:
    terms = TermLinks(CARDS)
    assert terms.add("An epoch, or two *Epochs*; *then* an *epoch*.") == (
        'An epoch, or two [*Epochs*](#term=epoch "One pass over all rows."); *then* an *epoch*.'
    )
    assert terms.add("**epoch** and *Geoffrey Hinton* and *epoch*") == "**epoch** and *Geoffrey Hinton* and *epoch*"


def test_a_definition_that_would_end_the_link_is_left_out() -> None:
    card = CourseCard("x", "term", "bias", "", "", "A shift (constant).", "")
    assert TermLinks([card]).add("*bias*") == "[*bias*](#term=x)"
