"""Where the embedded server keeps its things."""

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SOCKET_FILE = ".s.PGSQL.5432"
# sockaddr_un holds 108 bytes with the closing zero.
SOCKET_PATH_LIMIT = 107


@dataclass(frozen=True)
class Places:
    """The paths of one embedded server, whose `home` is a folder of its own."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def pid_file(self) -> Path:
        """There while the server runs, and after it was killed."""
        return self.data / "postmaster.pid"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def start_lock(self) -> Path:
        """Held by whoever starts or stops the server."""
        return self.home / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Shared by all processes that use the server."""
        return self.home / "users.lock"

    @cached_property
    def socket(self) -> Path:
        """The folder of the server's socket: in `home`, or in /tmp where that path is too long.

        Depends on nothing but the home and the user, so every process finds the same one.
        """
        near = self.home / "socket"
        if len(os.fsencode(near / SOCKET_FILE)) <= SOCKET_PATH_LIMIT:
            return near
        name = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return self.runtime / name

    @property
    def runtime(self) -> Path:
        """The user's folder in /tmp for sockets whose own path would be too long."""
        return Path("/tmp") / f"statement-archive-{os.geteuid()}"  # noqa: S108 - owner and mode are checked
