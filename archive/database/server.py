"""The embedded server as processes share it: started by the first, stopped by the last.

Every process that uses the server holds a shared lock on `users.lock` until it exits; the kernel
drops the lock of one that is killed. Whoever exits looks, under `start.lock`, whether anybody
else holds a share, and if not stops the server. Starting happens under `start.lock` too, so
nobody is handed a server that is about to stop. After a kill it runs on until the next user exits.
"""

import atexit
import contextlib
import fcntl
import functools
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

from archive.database.cluster import Cluster
from archive.database.errors import EmbeddedServerError
from archive.database.places import Places


@functools.cache
def server_at(home: Path) -> "Server":
    """The one object of this process for the server in the folder `home`."""
    return Server(Places(home))


class Server:
    """This process's share in an embedded server."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.cluster = Cluster(places)
        self._thread_lock = threading.RLock()
        self._share: int | None = None

    def ensure_running(self) -> None:
        """Take a share in the server, making and starting it where needed.

        The share is kept until `release`, which runs when the process exits.
        Raises EmbeddedServerError.
        """
        with self._thread_lock:
            if self._share is not None and self.cluster.answers():
                return
            try:
                with self._alone():
                    self._take_share()
                    if not self.cluster.answers():
                        self.cluster.start()
            except OSError as error:
                raise EmbeddedServerError(
                    f"{error.strerror} ({error.filename}). "
                    "Check the folder's owner and the disk, or set DATABASE_URL."
                ) from error

    def release(self) -> None:
        """Give the share back, and stop the server if it was the last one."""
        with self._thread_lock:
            if self._share is None:
                return
            # The folder may be gone, or the disk: an exit is no time to complain.
            with contextlib.suppress(OSError, EmbeddedServerError), self._alone():
                # Closed, not unlocked: a forked child's copy keeps the share that it uses.
                os.close(self._share)
                self._share = None
                if self._unused():
                    self.cluster.stop()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the lock of whoever starts or stops the server."""
        self._make_home()
        descriptor = os.open(self.places.start_lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _take_share(self) -> None:
        if self._share is None:
            self._share = os.open(self.places.users_lock, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._share, fcntl.LOCK_SH)
            atexit.register(self.release)

    def _unused(self) -> bool:
        """Whether no process holds a share. Means something only while `_alone`."""
        descriptor = os.open(self.places.users_lock, os.O_RDWR)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(descriptor)
        return True

    def _make_home(self) -> None:
        home = self.places.home
        home.mkdir(parents=True, exist_ok=True)
        # Started by root, the server runs as another account, which passes through here.
        mode = 0o711 if os.geteuid() == 0 else 0o700
        status = home.stat()
        if status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != mode:
            home.chmod(mode)
