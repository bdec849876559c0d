"""As whom the embedded server runs: PostgreSQL refuses to run as root.

Started by root, it runs as an account that is there already. That account may lack the way to
the archive's folder (a clone in /root, say). No permission is loosened for that: the server is
given one capability, to read and search what its account can't, which root can hand on.
"""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.database.errors import EmbeddedServerError

# Read and search first, which is enough where the files are readable by their group or all;
# containers often withhold it and allow only the stronger one.
CAPABILITIES = ("dac_read_search", "dac_override")


@dataclass(frozen=True)
class Account:
    """A user that runs PostgreSQL's programs, by `name`, with a `prefix` before their commands."""

    name: str
    uid: int
    gid: int
    switch: bool = False
    capability: str | None = None

    def run(
        self, command: Sequence[str | Path], *, text: str = "", env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run `command` as this user in a session of its own, with an environment of its own.

        A session of its own: Ctrl-C in a terminal is for the archive, which stops the server
        when its last user has gone. Raises OSError where the switch of user is not allowed.
        """
        user = self.uid if self.switch and not self.capability else None
        return subprocess.run(  # noqa: S603 - our own binaries, no shell
            [*self._prefix(), *map(str, command)],
            input=text,
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", **(env or {})},
            start_new_session=True,
            check=False,
            user=user,
            group=self.gid if user is not None else None,
            extra_groups=[] if user is not None else None,
            umask=0o077,
        )

    def _prefix(self) -> list[str]:
        if not self.capability:
            return []
        return [
            "setpriv",
            f"--reuid={self.uid}",
            f"--regid={self.gid}",
            "--clear-groups",
            f"--inh-caps=-all,+{self.capability}",
            f"--ambient-caps=-all,+{self.capability}",
            # Without this access(2), by which PostgreSQL looks for its programs, ignores it.
            "--securebits=+no_setuid_fixup",
            "--no-new-privs",
            "--",
        ]


def choose(binaries: Path, home: Path, data: Path) -> Account:
    """The account to run the server of `data` as, which can reach `binaries` and `home`.

    Raises EmbeddedServerError where there is none.
    """
    if os.geteuid() != 0:
        return _own_account(data)
    entry = _unprivileged(data)
    for account in _ways(entry):
        if _reaches(account, binaries, home):
            return account
    raise EmbeddedServerError(
        f"it can't run as root, and the account {entry.pw_name} has no way to {home}. "
        "Run the archive as a normal user, move it to a folder that others may enter, "
        "or set DATABASE_URL."
    )


def _own_account(data: Path) -> Account:
    uid = os.geteuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedServerError(
            f"PostgreSQL needs a user with a name, and user {uid} has none in /etc/passwd. "
            "Run the archive as another user or set DATABASE_URL."
        ) from None
    owner = data.stat().st_uid if data.exists() else uid
    if owner != uid:
        raise EmbeddedServerError(
            f"{data} belongs to another user (number {owner}). "
            "Run the archive as that user or as root, or set DATABASE_URL."
        )
    return Account(entry.pw_name, uid, entry.pw_gid)


def _unprivileged(data: Path) -> pwd.struct_passwd:
    """Whom data that is there belongs to, else PostgreSQL's usual account, else nobody."""
    if data.exists() and (owner := data.stat().st_uid) != 0:
        return _entry(owner)
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedServerError(
        "it can't run as root, and there is neither an account postgres nor nobody. "
        "Run the archive as a normal user or set DATABASE_URL."
    )


def _entry(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedServerError(
            f"its data belongs to user {uid}, who has no name in /etc/passwd. "
            "Give the folder to an account that is there, or set DATABASE_URL."
        ) from None


def _ways(entry: pwd.struct_passwd) -> Iterator[Account]:
    plain = Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)
    yield plain
    if shutil.which("setpriv"):
        for capability in CAPABILITIES:
            yield Account(entry.pw_name, entry.pw_uid, entry.pw_gid, True, capability)


def _reaches(account: Account, binaries: Path, home: Path) -> bool:
    """Whether `account` can run the programs, read their files and enter the server's home."""
    extension = binaries.parent / "lib" / "pg_trgm.so"
    tests: list[list[str | Path]] = [
        [binaries / "initdb", "--version"],
        ["test", "-x", home, "-a", "-r", extension, "-a", "-x", binaries / "postgres"],
    ]
    try:
        return all(account.run(test).returncode == 0 for test in tests)
    except OSError:
        return False
