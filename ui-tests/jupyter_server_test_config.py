"""The server of the UI tests: JupyterLab on a scratch workspace, without token, on this machine only."""

from jupyterlab.galata import configure_jupyter_server

configure_jupyter_server(c)

c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_root = True
