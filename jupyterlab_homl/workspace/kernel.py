"""Which kernel handed-out notebooks name."""

from __future__ import annotations

#: The kernelspec that comes with this package.
OURS = "homl"


def best_kernel() -> str:
    """Our kernelspec where it is installed, else the ordinary one; no notebook is handed out with a kernel that is missing."""
    from jupyter_client.kernelspec import KernelSpecManager

    return OURS if OURS in KernelSpecManager().find_kernel_specs() else "python3"


def kernelspec(name: str) -> dict[str, str]:
    """A notebook's metadata for a kernel."""
    shown = "Python 3 (Hands-On ML)" if name == OURS else "Python 3 (ipykernel)"
    return {"display_name": shown, "language": "python", "name": name}
