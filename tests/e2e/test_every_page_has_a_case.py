"""The registry of pages is whole: no page escapes the bars because somebody forgot it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.e2e import pages
from tests.e2e.sites import Site

pytestmark = pytest.mark.django_db


def test_every_address_has_a_case_or_a_reason(site: Site) -> None:
    named = {
        resolve(site.path_of(case).partition("?")[0]).view_name
        for case in pages.ALL
        if case not in pages.ERRORS
    }
    all_names = set(_names(get_resolver("archive.urls")))
    own = {name for name in all_names if not name.startswith(tuple(pages.NO_PAGES_OF))}
    forgotten = {
        name
        for name in own - named - set(pages.NO_PAGES)
        if not (name.startswith("admin:") and name.endswith(pages.DJANGOS_OWN))
    }
    assert not forgotten, "add a case to tests/e2e/pages.py, or say there why it is no page"
    assert set(pages.NO_PAGES) <= all_names, "a reason for what is no more"


def test_every_whole_template_has_a_case(site: Site, root_folder: Path) -> None:
    folder = root_folder / "templates"
    texts = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.html")}
    whole = {
        name
        for name, text in texts.items()
        if not Path(name).name.startswith("_") and ("<html" in text or "{% extends " in text)
    }
    reader, editor = Client(raise_request_exception=False), Client(raise_request_exception=False)
    editor.force_login(User.objects.get(username="editor"))
    used: set[str | None] = set()
    for case in pages.ALL:
        client = editor if case.is_staff else reader
        path = site.path_of(case)
        response = client.post(path, site.form_of(case)) if case.form else client.get(path)
        assert response.status_code == case.status, case
        used.update(template.name for template in response.templates)
    forgotten = whole - used - pages.BY_FORM
    assert not forgotten, f"add a case to tests/e2e/pages.py: {forgotten}"


def _names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}" if pattern.name else ""
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _names(pattern, inner)
