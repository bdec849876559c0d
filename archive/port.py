"""Refuse to start on a port that can't be listened at, before anything else is done.

python -m archive.port 8000
"""

import socket
import sys


def obstacle(port: str) -> str | None:
    """Why the archive can't listen at `port` of 127.0.0.1, in one line; None where it can."""
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT must be a number from 1 to 65535, not {port!r}."
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # As gunicorn does: an address that was just left may be taken again.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(port)))
            listener.listen()
        except OSError as error:
            return f"Port {port} can't be used ({error.strerror}). Try another: make run PORT=8001"
    return None


if __name__ == "__main__":
    sys.exit(obstacle(sys.argv[1]))
