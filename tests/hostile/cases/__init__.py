"""Every case, family by family."""

from . import (
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
    wires,
    notebooks,
    notfiles,
)
CASES = [case for family in FAMILIES for case in family.CASES]
