"""Run one of PostgreSQL's own programs on the embedded server.

python -m archive.database pg_dump --format=custom --file=archive.dump
"""

import os
import subprocess
import sys

from archive.database.cluster import BINARIES
from archive.database.errors import EmbeddedServerError
from archive.database.server import server_at


def main(arguments: list[str]) -> int:
    """Run the program that the first argument names with the others; its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "SERVER_HOME" not in database:
        print("DATABASE_URL names another server: use its own programs.", file=sys.stderr)  # noqa: T201
        return 1
    programs = sorted(path.name for path in BINARIES.iterdir())
    if not arguments or arguments[0] not in programs:
        print(f"Name one of: {' '.join(programs)}", file=sys.stderr)  # noqa: T201
        return 1
    try:
        server_at(database["SERVER_HOME"]).ensure_running()
    except EmbeddedServerError as error:
        print(f"The embedded database server can't be used: {error}", file=sys.stderr)  # noqa: T201
        return 3
    where = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGDATABASE": database["NAME"],
    }
    command = [str(BINARIES / arguments[0]), *arguments[1:]]
    return subprocess.run(command, env={**os.environ, **where}, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
