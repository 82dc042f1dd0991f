"""The trusted side of a run: starting it, talking to it, watching its limits and judging what it did."""
