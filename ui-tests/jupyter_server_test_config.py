"""The server of the UI tests: JupyterLab on a scratch workspace, without token, on this machine only."""

from jupyterlab.galata import configure_jupyter_server

configure_jupyter_server(c)

c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_root = True

# Whether JupyterLab ought to be built anew is asked at each page, and takes a second of Node; nothing is built here.
c.ServerApp.tornado_settings = {"page_config_data": {"buildCheck": False}}
