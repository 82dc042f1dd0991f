"""Every case, family by family."""

from . import (
    classes,
    exits,
    files,
    floods,
    inside,
    kernel,
    loops,
    memory,
    network,
    notebooks,
    notfiles,
    objects,
    patches,
    processes,
    secrets,
    slow,
    swarm,
    wires,
)

FAMILIES = (
    loops,
    exits,
    floods,
    inside,
    memory,
    swarm,
    files,
    secrets,
    processes,
    kernel,
    network,
    patches,
    objects,
    classes,
    wires,
    notebooks,
    notfiles,
    slow,
)
CASES = [case for family in FAMILIES for case in family.CASES]
