"""How gunicorn serves the archive: its configuration file.

gunicorn reads the names below; docs/operations.md says which variables change them.
"""

from pathlib import Path
from threading import Thread
from typing import Any

from archive.environment import env, positive, read_file, setting

read_file(Path(__file__).resolve().parent.parent / ".env")

bind = f"{setting(env.str, 'HOST', '127.0.0.1')}:{positive('PORT', 8000)}"
workers = positive("WEB_WORKERS", 2)
worker_class = "gthread"
threads = positive("WEB_THREADS", 4)
# Wrong settings are then an error at the start, not of each worker; no connection is opened.
preload_app = True
# The longest search that the archive answers (and cuts) is longer than gunicorn's own limit, and
# each letter of another script is up to twelve characters of the address.
limit_request_line = 0
# The heartbeat file must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - gunicorn's own file
# It would be put in the home folder, which a service account may lack.
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Say where to look, in the last line before the requests."""
    for address in server.cfg.address:
        if isinstance(address, tuple):
            server.log.info("The archive is open at http://%s:%s/ (Ctrl-C ends it)", *address[:2])


def post_worker_init(worker: Any) -> None:
    """Read the holdings beside the first requests, which wait for no more than what they need."""
    Thread(target=_warm, args=[worker.log], name="holdings", daemon=True).start()


def _warm(log: Any) -> None:
    # After the worker has loaded the site: a configuration file is read before the settings are.
    from django.db import Error

    from statements import holdings

    try:
        holdings.warm()
    except Error as error:
        # No database, or not yet its tables: the first request that needs it reads it then.
        log.warning("The holdings are not read ahead: %s", error)
