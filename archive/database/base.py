"""Django's PostgreSQL backend, with a server that starts when the first connection is made."""

from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgreSQLClient
from django.utils.asyncio import async_unsafe

from archive.database.cluster import BINARIES
from archive.database.server import server_at


class DatabaseClient(PostgreSQLClient):
    """psql as it is shipped with the embedded server."""

    executable_name = str(BINARIES / "psql")

    def runshell(self, parameters: Any) -> None:
        server_at(self.connection.settings_dict["SERVER_HOME"]).ensure_running()
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the embedded server."""

    client_class = DatabaseClient

    @async_unsafe
    def get_new_connection(self, conn_params: Any) -> Any:
        """Connect, after starting the server where it does not run.

        Raises EmbeddedServerError where it can't be started.
        """
        server_at(self.settings_dict["SERVER_HOME"]).ensure_running()
        return super().get_new_connection(conn_params)
