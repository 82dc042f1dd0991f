"""The kernel that notebooks in a workspace name."""

from __future__ import annotations

import sys

#: The kernelspec that comes with this package.
OURS = "homl"


def best_kernel() -> str:
    """The name of our kernelspec if it is installed, otherwise of ipykernel's, so that no notebook names a missing kernel."""
    from jupyter_client.kernelspec import KernelSpecManager

    return OURS if OURS in KernelSpecManager().find_kernel_specs() else "python3"


def kernel_metadata(name: str) -> dict[str, object]:
    """A notebook's metadata for a kernel, as the kernel would write it, so that opening the notebook changes nothing."""
    shown = "Python 3 (Hands-On ML)" if name == OURS else "Python 3 (ipykernel)"
    return {
        "kernelspec": {"display_name": shown, "language": "python", "name": name},
        "language_info": {
            "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
            "file_extension": ".py",
            "mimetype": "text/x-python",
            "name": "python",
            "nbconvert_exporter": "python",
            "pygments_lexer": f"ipython{sys.version_info[0]}",
            "version": sys.version.split()[0],
        },
    }
