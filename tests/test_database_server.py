"""The embedded server: made once, shared by processes, stopped by the last, whatever is killed."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import psycopg
import pytest

from archive.database import NAME, ROLE
from archive.database.account import Account
from archive.database.cluster import Cluster
from archive.database.errors import EmbeddedServerError
from archive.database.places import SOCKET_FILE, SOCKET_PATH_LIMIT, Places
from archive.database.server import Server

# A user of the server in a process of its own: tells that it is there, leaves when told to.
USER = """
import sys
from pathlib import Path
from archive.database.server import server_at
try:
    server_at(Path(sys.argv[1])).ensure_running()
except Exception as error:
    print(f"{type(error).__name__}: {error}", flush=True)
    sys.exit(1)
print("ready", flush=True)
sys.stdin.readline()
"""

User = subprocess.Popen[str]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "postgres"


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    """A server in this process, running and unshared."""
    server = Server(Places(home))
    server.ensure_running()
    yield server
    server.release()


@pytest.fixture
def start_user(home: Path, root_folder: Path) -> Iterator[Callable[[], User]]:
    """Start another process that uses the server; all are ended after the test."""
    started: list[User] = []

    def start() -> User:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", USER, home],
            cwd=root_folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        leave(process)


def leave(user: User) -> None:
    """End a user the ordinary way, and wait for it."""
    if user.poll() is None:
        user.communicate("\n", timeout=60)
    for stream in (user.stdin, user.stdout):
        if stream and not stream.closed:
            stream.close()


def said(user: User) -> str:
    """The line by which a user tells how it went."""
    output: IO[str] | None = user.stdout
    assert output is not None
    return output.readline().strip()


def answer(places: Places, query: str, name: str = NAME) -> object:
    with psycopg.connect(host=str(places.socket), user=ROLE, dbname=name) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def postmaster(places: Places) -> int:
    return int(places.pid_file.read_text().split("\n", 1)[0])


def test_the_database_is_there_with_letters_of_all_languages(server: Server) -> None:
    assert answer(server.places, "SELECT current_database()") == NAME
    assert answer(server.places, "SELECT lower('ÇÀЖ') || ('Å' ILIKE 'å')") == "çàжtrue"


def test_the_role_is_no_superuser_and_can_make_a_test_database(server: Server) -> None:
    query = "SELECT (rolsuper, rolcreatedb)::text FROM pg_roles WHERE rolname = current_user"
    assert answer(server.places, query) == "(f,t)"


def test_nothing_listens_on_the_network(server: Server) -> None:
    assert answer(server.places, "SHOW listen_addresses") == ""


def test_data_survives_a_stop(home: Path, server: Server) -> None:
    with psycopg.connect(
        host=str(server.places.socket), user=ROLE, dbname=NAME, autocommit=True
    ) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS value")
    server.release()
    assert not server.cluster.answers()
    server.ensure_running()
    assert answer(server.places, "SELECT value FROM kept") == 42


def test_two_processes_that_begin_at_once_share_and_the_last_one_stops(
    home: Path, start_user: Callable[[], User]
) -> None:
    cluster = Cluster(Places(home))
    first, second = start_user(), start_user()
    assert [said(first), said(second)] == ["ready", "ready"]
    leave(first)
    assert cluster.answers()
    leave(second)
    assert not cluster.answers()
    assert not cluster.places.pid_file.exists()


def test_after_a_killed_user_the_next_one_stops_the_server(
    home: Path, start_user: Callable[[], User]
) -> None:
    cluster = Cluster(Places(home))
    killed = start_user()
    assert said(killed) == "ready"
    killed.kill()
    killed.wait(timeout=60)
    assert cluster.answers()
    following = start_user()
    assert said(following) == "ready"
    leave(following)
    assert not cluster.answers()


def test_a_forked_child_keeps_the_share_of_its_parent(server: Server) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writing)
        os.read(reading, 1)
        os._exit(0)
    server.release()
    assert server.cluster.answers()
    os.close(writing)
    os.close(reading)
    os.waitpid(child, 0)
    # It left without a word; the next user, in the end, does what it would have done.
    server.ensure_running()


def test_a_killed_server_is_started_again(server: Server) -> None:
    os.kill(postmaster(server.places), signal.SIGKILL)
    while server.cluster.answers():
        pass
    server.ensure_running()
    assert answer(server.places, "SELECT 1") == 1


def test_a_pid_file_whose_number_another_process_has_by_now(server: Server) -> None:
    server.release()
    server.places.pid_file.write_text(f"{os.getpid()}\n{server.places.data}\n")
    server.ensure_running()
    assert answer(server.places, "SELECT 1") == 1


def test_a_socket_that_was_cleared_away(server: Server) -> None:
    (server.places.socket / SOCKET_FILE).unlink()
    server.ensure_running()
    assert answer(server.places, "SELECT 1") == 1


def test_half_made_data_is_not_used(home: Path) -> None:
    half = home / "data.new.killed"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    server = Server(Places(home))
    server.ensure_running()
    server.release()
    assert not half.exists()


def test_data_of_another_version_is_refused(server: Server) -> None:
    server.release()
    version = server.places.data / "PG_VERSION"
    shipped = version.read_text()
    version.write_text("17\n")
    with pytest.raises(EmbeddedServerError, match=r"PostgreSQL 17.*operations\.md"):
        server.ensure_running()
    version.write_text(shipped)


def test_a_wrong_configuration_is_told_in_one_line(server: Server) -> None:
    server.release()
    with (server.places.data / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = on\n")
    with pytest.raises(EmbeddedServerError, match=r"it does not start: .*FATAL.*server\.log"):
        server.ensure_running()


@pytest.mark.parametrize("name", ["deep/" * 40 + "end", "it's a, comma é"])
def test_odd_paths(tmp_path: Path, name: str) -> None:
    server = Server(Places(tmp_path / name))
    assert len(os.fsencode(server.places.socket / SOCKET_FILE)) <= SOCKET_PATH_LIMIT
    server.ensure_running()
    assert answer(server.places, "SELECT 1") == 1
    server.release()


def test_a_path_that_a_shell_would_change_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedServerError, match="in its path"):
        Server(Places(tmp_path / "$HOME")).ensure_running()


@pytest.mark.parametrize("lay_out", ["open", "symlink"])
def test_a_folder_in_tmp_that_others_can_change_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lay_out: str
) -> None:
    runtime = tmp_path / "runtime"
    if lay_out == "open":
        runtime.mkdir()
        runtime.chmod(0o777)
    else:
        (tmp_path / "target").mkdir()
        runtime.symlink_to(tmp_path / "target")
    monkeypatch.setattr(Places, "runtime", property(lambda places: runtime))
    server = Server(Places(tmp_path / ("deep/" * 40)))
    with pytest.raises(EmbeddedServerError, match="only this user can write"):
        server.ensure_running()
    server.release()


def test_no_folder_is_opened_to_others(tmp_path: Path, server: Server) -> None:
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.places.data.stat().st_mode) == 0o700
    assert stat.S_IMODE(server.places.socket.stat().st_mode) == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_root_runs_the_server_as_somebody_else(server: Server) -> None:
    owner = server.places.data.stat().st_uid
    assert owner != 0
    assert Path(f"/proc/{postmaster(server.places)}").stat().st_uid == owner


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_root_refuses_where_no_account_has_a_way(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.database.account._reaches", lambda *arguments: False)
    server = Server(Places(home))
    with pytest.raises(EmbeddedServerError, match="Run the archive as a normal user"):
        server.ensure_running()
    server.release()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EmbeddedServerError, match="Not a directory"):
        Server(Places(tmp_path / "file" / "postgres")).ensure_running()


def test_missing_programs(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.database.cluster.BINARIES", tmp_path)
    server = Server(Places(home))
    with pytest.raises(EmbeddedServerError, match="make setup"):
        server.ensure_running()
    server.release()


def test_a_failing_first_step_leaves_no_data(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Account, command: list[str], **options: object) -> object:
        if "initdb" in str(command[0]) and "--version" not in command:
            text = "initdb: error: could not write: No space left on device"
            return subprocess.CompletedProcess(command, 1, "", text)
        return run(self, command, **options)  # type: ignore[arg-type]

    run = Account.run
    monkeypatch.setattr(Account, "run", full)
    server = Server(Places(home))
    with pytest.raises(EmbeddedServerError, match="No space left on device"):
        server.ensure_running()
    server.release()
    assert not server.places.data.exists()
