"""The signing key of an archive that was given none: made once, kept beside its data."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def kept_key(path: Path) -> str:
    """The key in `path`, which is made (mode 0600) when it is not there.

    Raises ImproperlyConfigured where the file can't be read or written, or is empty.
    """
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"No SECRET_KEY is set, and the kept one can't be used ({error})."
        ) from error
    if not key:
        raise ImproperlyConfigured(
            f"{path} is empty: remove it to have a new key made, or set SECRET_KEY."
        )
    return key


def _make(path: Path) -> None:
    """Write a new key, whole or not at all; a key that another process made first stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        # Unlike a rename, a link never replaces: two processes that start together share one key.
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        Path(temporary).unlink()
