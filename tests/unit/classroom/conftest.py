"""The gradebook of these tests."""

from tests.gradebooks import gradebook, url, written

__all__ = ["gradebook", "url", "written"]
