"""The provisioner of the kernelspec `homl`: kernels are forked where this process has a pool, else started as any other."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import zmq
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.localinterfaces import is_local_ip
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from ...errors import NoEngine
from ...toolkit.i18n import LANGUAGE
from . import registry
from .endpoints import remove_sockets


class HomlProvisioner(LocalProvisioner):
    """Forks a kernel, or starts an ordinary one where it cannot.

    Either way it keeps its endpoints after a restart. A forked kernel's `process` is a `KernelProcess`, which has the members
    of `Popen` that the base class uses.
    """

    _endpoint = ""
    _again = False

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose the transport, a socket in a private folder where kernels are forked, and the kernel's language."""
        pool, manager = registry.pool(), self.parent
        if pool is not None and manager is not None and not self._endpoint and self._may_choose(manager):
            try:
                self._endpoint = pool.new_endpoint()
            except OSError as error:
                self.log.warning("jupyterlab_homl: no folder for a kernel's sockets: %s", error)
            else:
                manager.transport = "ipc"
                manager.cache_ports = False  # it caches numbers of TCP ports
                manager.ip = self._endpoint
        launch = await super().pre_launch(**kwargs)
        if language := registry.language():
            launch["env"][LANGUAGE] = language
        return launch

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel, or start an ordinary one."""
        pool = registry.pool()
        if pool is not None and self._endpoint and _is_ours(cmd, len(self.kernel_spec.argv)):
            environment = {**kwargs["env"], "JPY_PARENT_PID": str(os.getpid())}
            cwd = str(kwargs.get("cwd") or Path.cwd())
            notebook = environment.get("JPY_SESSION_NAME") or str(Path(cwd, "notebook"))
            try:
                process: Any = await asyncio.to_thread(
                    pool.start, notebook, cmd[-2:], cwd, environment, dict(self.connection_info), self._again
                )
            except (NoEngine, OSError) as error:
                self.log.warning("jupyterlab_homl: this kernel is started in the ordinary way: %s", error)
            else:
                self._again = True
                self.process = process
                self.pid = self.pgid = process.pid
                self.cwd = cwd
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the sockets."""
        await super().cleanup(restart=restart)
        if self._endpoint and not restart:
            remove_sockets(self._endpoint)

    def _may_choose(self, manager: Any) -> bool:
        """Whether no other transport or address has been configured."""
        return zmq.has("ipc") and manager.transport == "tcp" and is_local_ip(manager.ip) and not any(manager.ports)


def _is_ours(cmd: list[str], length: int) -> bool:
    """Whether the command is that of the kernelspec: this interpreter's ipykernel, with no further arguments."""
    return len(cmd) == length and cmd[0] == sys.executable and "ipykernel_launcher" in cmd and cmd[-2:-1] == ["-f"]
