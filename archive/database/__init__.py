"""Which PostgreSQL the archive uses: the one that DATABASE_URL names, or its own in var/.

Django finds the wrapper of the embedded server as ENGINE "archive.database" (`base.py`).
"""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from archive.database.places import Places

ENGINE = "archive.database"
NAME = "statements"
ROLE = "statements"
CONNECT_TIMEOUT = 5  # seconds
CONNECTION_AGE = 60  # seconds that an idle connection is kept for the next request


def configuration(url: str, var: Path) -> dict[str, Any]:
    """Django's settings for the server that `url` names, or, where empty, for the one in `var`.

    Starts nothing. Raises ImproperlyConfigured for an address that is not PostgreSQL's.
    """
    settings = _named(url) if url else _embedded(Places(var / "postgres"))
    return {**settings, "CONN_MAX_AGE": CONNECTION_AGE, "CONN_HEALTH_CHECKS": True}


def _named(url: str) -> dict[str, Any]:
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgresql://, the only database in use."
        )
    try:
        settings: dict[str, Any] = {**dj_database_url.parse(url)}
    except ValueError:
        # The cause quotes a part of the address, and that may be a part of the password.
        raise ImproperlyConfigured(
            "DATABASE_URL can't be read: write postgresql://user:password@host:port/"
            "name, with %-escapes for signs such as @ : / # in the password."
        ) from None
    if not settings["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL names no database after the host.")
    settings["OPTIONS"] = {"connect_timeout": CONNECT_TIMEOUT, **settings.get("OPTIONS", {})}
    return settings


def _embedded(places: Places) -> dict[str, Any]:
    return {
        "ENGINE": ENGINE,
        "NAME": NAME,
        "USER": ROLE,
        "PASSWORD": "",
        # A folder as host means a Unix socket; the port is a part of the socket's name.
        "HOST": str(places.socket),
        "PORT": "5432",
        "OPTIONS": {"connect_timeout": CONNECT_TIMEOUT},
        "SERVER_HOME": places.home,
    }
