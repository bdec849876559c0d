"""How long the pages of the archive in use take, in this process, on what it holds."""

import os
import statistics
import time

QUERIES = ["", "peace", "climate change", '"small arms"', "terrorism or piracy", "peace -war"]
ROUNDS = 5


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    from django.test import Client
    from django.test.utils import override_settings

    from statements.models import Speech

    print(f"{Speech.objects.count()} statements")
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=plain, ALLOWED_HOSTS=["testserver"]):
        client = Client()
        for query in QUERIES:
            print(f"{query or '(all)':22} {_median(client, query):8.0f} ms")


def _median(client: object, query: str) -> float:
    """The middle of some rounds, in milliseconds, the first left out."""
    seconds = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        response = client.get("/speeches/", {"q": query})  # type: ignore[attr-defined]
        seconds.append(time.perf_counter() - began)
        assert response.status_code == 200  # noqa: S101
    return statistics.median(seconds[1:]) * 1_000


if __name__ == "__main__":
    main()
