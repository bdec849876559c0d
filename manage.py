#!/usr/bin/env python
"""Django's command line, with failures that an operator can mend told in one line."""

import os
import signal
import sys
from types import FrameType

UNUSABLE_SETTINGS = 1
UNREACHABLE_DATABASE = 3


def main() -> None:
    """Run the command that the arguments name.

    Exits with status 3 and one line on stderr where the database can't be reached, and with 1
    and one line where the settings are wrong. All other errors are shown in full.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    # Leave by the door: exit handlers stop the embedded server.
    signal.signal(signal.SIGTERM, _exit)
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
        from django.db import OperationalError, connection

        from archive.database import errors
    except ImportError as error:
        sys.exit(f"{error}: use .venv/bin/python, which `make setup` makes.")
    try:
        if sys.argv[1:2] == ["runserver"]:
            _connect_first()
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(UNUSABLE_SETTINGS)
    except OperationalError as error:
        if not errors.is_unreachable(error):
            raise
        print(errors.explain(error, connection.settings_dict), file=sys.stderr)  # noqa: T201
        sys.exit(UNREACHABLE_DATABASE)


def _exit(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def _connect_first() -> None:
    """Fail here, not in a thread of the development server, which would only show a traceback."""
    import django
    from django.db import connection

    django.setup()
    connection.ensure_connection()
    connection.close()


if __name__ == "__main__":
    main()
