"""How gunicorn serves the archive: its configuration file.

gunicorn reads the names below; docs/operations.md says which variables change them.
"""

import os
from pathlib import Path
from typing import Any

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
# Wrong settings are then an error at the start, not of each worker; no connection is opened.
preload_app = True
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn's own file
# It would be put in the home folder, which a service account may lack.
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Say where to look, in the last line before the requests."""
    for address in server.cfg.address:
        if isinstance(address, tuple):
            server.log.info("The archive is open at http://%s:%s/ (Ctrl-C ends it)", *address[:2])
