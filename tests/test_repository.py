"""Promises that the repository's own files make to each other."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from archive.port import obstacle

LOCKS = ["main.txt", "dev.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_with_hashes(root_folder: Path, name: str) -> None:
    text = (root_folder / "requirements" / name).read_text()
    requirements = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(requirements) > 10
    for requirement in requirements:
        assert "==" in requirement
        assert "--hash=sha256:" in requirement


def test_the_locks_agree(root_folder: Path) -> None:
    main, dev = (
        set(
            re.findall(
                r"^([a-z0-9-]+==\S+)", (root_folder / "requirements" / name).read_text(), re.M
            )
        )
        for name in LOCKS
    )
    assert main <= dev


@pytest.mark.parametrize("name", ["pyproject.toml", "Makefile", ".ci/run", "requirements/main.txt"])
def test_no_package_index_is_named(root_folder: Path, name: str) -> None:
    text = (root_folder / name).read_text()
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host|pypi\.", text)


def test_every_make_target_that_the_documents_name_is_there(root_folder: Path) -> None:
    makefile = (root_folder / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for document in [root_folder / "README.md", *(root_folder / "docs").rglob("*.md")]:
        named = set(re.findall(r"(?:`|^ *)make ([a-z]+)", document.read_text(), re.MULTILINE))
        assert named <= targets, document
    assert {"run", "test", "setup", "lint", "bench"} <= targets


def test_every_link_of_the_documents_leads_somewhere(root_folder: Path) -> None:
    for document in [root_folder / "README.md", *(root_folder / "docs").rglob("*.md")]:
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text()):
            assert (document.parent / link).exists(), f"{document}: {link}"


def test_every_variable_of_the_settings_is_in_the_operations_manual(root_folder: Path) -> None:
    code = "".join(
        (root_folder / "archive" / name).read_text() for name in ("settings.py", "serving.py")
    )
    names = re.findall(r"(?:env\.\w+, |positive\()[\"']([A-Z_]+)[\"']", code)
    manual = (root_folder / "docs" / "operations.md").read_text()
    assert len(names) > 10
    assert [name for name in names if f"`{name}`" not in manual] == []


def test_make_help_lists_the_targets(root_folder: Path) -> None:
    done = subprocess.run(
        ["make", "help"],  # noqa: S607
        cwd=root_folder,
        env={**os.environ, "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "make run" in done.stdout


@pytest.mark.parametrize("port", ["", "eight", "0", "65536", "-1", "٨٠٠٠"])
def test_what_is_no_port(port: str) -> None:
    assert "number from 1 to 65535" in (obstacle(port) or "")


def test_a_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert "Address already in use" in (obstacle(port) or "")
    assert obstacle(port) is None
