"""An editor, and uploads that are read at once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from statements import background, importing
from statements.models import Source
from statements.reading import ReadStatement


@pytest.fixture
def editor(client: Client) -> Client:
    user = User.objects.create_user("editor", is_staff=True)
    permissions = Permission.objects.filter(
        content_type__app_label="statements", codename__in=["add_speech", "change_speech"]
    )
    user.user_permissions.set(permissions)
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread and no process of its own: they could not see the rows of a test's transaction."""

    def read(source: Source, reader: object) -> ReadStatement:
        return importing.default_reader().read(
            bytes(source.data), source.filename, ocr=source.by_ocr
        )

    monkeypatch.setattr(background, "read_source", read)
    monkeypatch.setattr(background, "start", background.read_waiting)
