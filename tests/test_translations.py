"""The words of the interface in the languages that it is offered in."""

import ast
import gettext
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

FOLDER = Path(settings.LOCALE_PATHS[0])
LANGUAGES = ("fr", "ar")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^>]*>")
#: What the source of texts is: all but tests, benchmarks and what is made.
SOURCES = ("archive", "statements", "templates")


def catalog(language: str) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(language: str) -> list[Message]:
    return [message for message in catalog(language) if message.id]


def texts(message: Message) -> list[tuple[str, str]]:
    """Each form of a text with what it is in the language; forms beyond two go with the plural."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    singular, plural = message.id
    return [(singular if i == 0 else plural, form) for i, form in enumerate(message.string)]


def is_translated(message: Message) -> bool:
    return not message.fuzzy and all(text for _, text in texts(message))


def test_these_are_the_languages_of_the_site() -> None:
    assert {code for code, _ in settings.LANGUAGES} - {"en-gb"} == set(LANGUAGES)
    assert {path.name for path in FOLDER.iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_translation_is_complete(language: str) -> None:
    found = messages(language)
    assert len(found) > 100
    assert [message.id for message in found if not is_translated(message)] == []


def test_no_text_stands_where_it_is_not_found() -> None:
    """Within f-strings xgettext sees no calls: what they ask for would never be translated."""
    files = [file for folder in SOURCES for file in Path(settings.BASE_DIR, folder).rglob("*.py")]
    hidden = [
        f"{file}:{call.lineno}"
        for file in files
        for written in ast.walk(ast.parse(file.read_text()))
        if isinstance(written, ast.JoinedStr)
        for call in ast.walk(written)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "").removesuffix("_lazy")
        in ("_", "gettext", "ngettext", "pgettext", "npgettext")
    ]
    assert files
    assert hidden == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_and_tags_are_those_of_the_original(language: str) -> None:
    for message in filter(is_translated, messages(language)):
        plural = not isinstance(message.id, str)
        for original, text in texts(message):
            tags, placeholders = TAG.findall(original), PLACEHOLDER.findall(original)
            assert sorted(TAG.findall(text)) == sorted(tags), text
            used = set(PLACEHOLDER.findall(text))
            # "One statement" needs no number, in any language; "five statements" does.
            assert used <= set(placeholders) | (_all(message) if plural else set()), text
            if not plural:
                assert used == set(placeholders), text


def _all(message: Message) -> set[str]:
    return {found for original in message.id for found in PLACEHOLDER.findall(original)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_what_is_written(language: str) -> None:
    written, compiled = catalog(language), io.BytesIO()
    for message in messages(language):
        if not is_translated(message):
            written.delete(message.id)
    write_mo(compiled, written)
    compiled.seek(0)
    with (FOLDER / language / "LC_MESSAGES/django.mo").open("rb") as file:
        kept = gettext.GNUTranslations(file)
    assert _entries(kept) == _entries(gettext.GNUTranslations(compiled)), "run `make messages`"


def _entries(translations: gettext.GNUTranslations) -> dict[object, str]:
    entries = dict(translations._catalog)  # type: ignore[attr-defined]
    entries.pop("")
    return entries


def test_every_text_of_the_code_is_in_the_catalogues(root_folder: Path, tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        if os.environ.get("GETTEXT") == "required":
            pytest.fail("no gettext: apt install gettext")
        pytest.skip("no gettext: apt install gettext")
    for name in SOURCES:
        shutil.copytree(root_folder / name, tmp_path / name)
    (tmp_path / "locale").mkdir()
    gather = "from django.core.management import execute_from_command_line as go; import sys; go()"
    command = [sys.executable, "-c", gather, "makemessages", "--locale", "fr", "--no-location"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "", "PYTHONPATH": ""}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)  # noqa: S603
    with (tmp_path / "locale/fr/LC_MESSAGES/django.po").open("rb") as file:
        used = {message.id for message in read_po(file) if message.id}
    for language in LANGUAGES:
        written = {message.id for message in messages(language)}
        assert written == used, "run `make messages`"
