"""The archives that the bars for all pages are checked on: a full one, and a nearly empty one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from statements import importing, revising
from statements.contents import content_of
from statements.deciding import decide_on
from statements.importing import keep_reading, mark_failed, receive
from statements.ingest.errors import NoTextLayer
from statements.models import Entity, Event, Revision, Source, Speaker, Speech
from statements.stable_links import paragraph_keys, statement_key
from statements.versions import revised_speeches
from tests import factories

SEED = settings.SEEDS_DIR / "000_b7eea9aefa540b14.txt"

_LONG = """Statement by Mr. Ito Ren
Permanent Representative of Japan to the United Nations
General debate on small islands

10 July 2020

Mr. President,

We align ourselves with the statement by the African Union. Japan thanks Kenya and China.

{paragraphs}

Thank you.
"""
_ARABIC = """بيان السيد أحمد الشريف

12 يوليو 2020

السيد الرئيس،

يشكر وفد بلادي الأمين العام للأمم المتحدة على تقريره عن مكافحة الإرهاب وتغير المناخ في العالم.

نؤكد من جديد التزامنا بميثاق الأمم المتحدة وبالقانون الدولي وبحقوق الإنسان.

وشكرا.
"""
_DRAFT = """Statement by Ms. Amina Otieno

3 March 2019

Mr. President,

Kenya supports the treaty, and thanks the Security Council for resolution 2532 (2020).
"""
_WAITING = """Statement by Ms. Ana Silva

5 May 2021

Mr. President,

We support the treaty on the high seas. We thank Kenya and the European Union for it.

It matters to all who live near the sea.
"""


def fill(folder: Path) -> dict[str, object]:
    """Fill the database with a row for everything that a page can show.

    Returns what addresses are made with: keys and slugs by name.
    """
    user = User.objects.create_superuser("editor", password="secret")
    (folder / "seed.txt").write_bytes(SEED.read_bytes())
    (folder / "long.txt").write_text(_LONG.format(paragraphs=_paragraphs(50)))
    (folder / "arabic.txt").write_text(_ARABIC)
    (folder / "draft.txt").write_text(_DRAFT)
    call_command("load_authorities", verbosity=0)
    call_command("import_statements", str(folder), verbosity=0, jobs=1)
    of = {
        name: Speech.objects.get(source__filename=f"{name}.txt")
        for name in ("seed", "long", "arabic", "draft")
    }
    revising.set_status(of["draft"], Speech.Status.DRAFT, user)
    _meet(of["long"], of["seed"], of["arabic"])
    _correct(of["seed"], user)
    return {
        **_names(of),
        **_twins(of["seed"]),
        **{name: source.pk for name, source in _uploads(user).items()},
        "user": user.pk,
    }


def fill_scarcely() -> dict[str, object]:
    """An archive without statements: one country that could be mentioned, someone to sign in."""
    factories.make_entity(code="KEN", name="Kenya", is_authority=True)
    return {"user": User.objects.create_superuser("editor", password="secret").pk}


def _paragraphs(count: int) -> str:
    said = (
        "The countries of the Pacific ask for action on climate change, and for early warning "
        "of storms, before the {number}th year of this debate is over. Security Council "
        "resolution 2532 (2020) and the Paris Agreement show the way; terrorism does not."
    )
    return "\n\n".join(said.format(number=number) for number in range(4, count + 4))


def _meet(*speeches: Speech) -> None:
    """Let the statements be made one after the other, at a meeting that is part of a session."""
    event = speeches[-2].event or Event.objects.create(
        name="A meeting", slug="a-meeting", name_key="a meeting"
    )
    session = Event.objects.create(name="A session", slug="a-session", name_key="a session")
    Event.objects.filter(pk=event.pk).update(part_of=session)
    for number, speech in enumerate(speeches, 1):
        Speech.objects.filter(pk=speech.pk).update(event=event, programme_number=number)
        speech.refresh_from_db()


def _correct(speech: Speech, user: User) -> None:
    """Give the statement a second version, and a decision on one of its mentions."""
    content = replace(content_of(speech), place="New York")
    revising.revise(speech, content, kind=Revision.Kind.CORRECTION, made_by=user)
    mention = speech.mentions.filter(paragraph__isnull=False).order_by("pk").first()
    assert mention is not None
    decide_on(mention, is_mention=True, made_by=user)


def _uploads(user: User) -> dict[str, Source]:
    """A file at each step on its way in."""
    changed = SEED.read_text().replace("Voronkov", "Guterres")
    contents = {"read": _WAITING, "changed": changed, "unread": "Waits.", "failed": "%PDF-1.7"}
    sources = {
        name: receive(text.encode(), f"{name}.txt", user)[0] for name, text in contents.items()
    }
    reader = importing.default_reader()
    for name in ("read", "changed"):
        read = reader.read(contents[name].encode(), f"{name}.txt")
        keep_reading(sources[name], read, revised_speeches([read]).get(read.sha256))
    mark_failed(sources["failed"], NoTextLayer())
    # As if another process were reading it, so that nobody begins to.
    Source.objects.filter(pk=sources["unread"].pk).update(reading_since=timezone.now())
    return sources


def _twins(seed: Speech) -> dict[str, object]:
    """Another that may be the same as the statement's speaker and event, and two such themes."""
    assert seed.speaker is not None
    assert seed.event is not None
    speaker = Speaker.objects.create(
        name=f"{seed.speaker.name} Jr", slug="twin", name_key=f"{seed.speaker.name_key} jr"
    )
    event = Event.objects.create(
        name=f"{seed.event.name} again", slug="twin", name_key=f"{seed.event.name_key} again"
    )
    themes = [
        Entity.objects.create(kind="theme", code=f"lakes-{n}", name="Inland lakes" + "." * n)
        for n in range(2)
    ]
    return {
        "speaker_twin_pk": speaker.pk,
        "event_twin_pk": event.pk,
        "theme_pk": themes[0].pk,
        "theme_twin_pk": themes[1].pk,
    }


def _names(of: dict[str, Speech]) -> dict[str, object]:
    seed = of["seed"]
    assert seed.speaker is not None
    assert seed.event is not None
    paragraphs = seed.paragraphs.order_by("number").values_list("number", "text")
    keys = paragraph_keys(seed.pk, paragraphs)
    session = Event.objects.get(slug="a-session")
    return {
        "session_pk": session.pk,
        "other_speaker_pk": of["long"].speaker_id,
        "other_entity_pk": Entity.objects.get(kind="country", code="KEN").pk,
        "statement_key": statement_key(seed.pk),
        "key": keys[2],
        "basket": f"{statement_key(of['long'].pk)}.{keys[2]}.{keys[3]}",
        **{name: speech.slug for name, speech in of.items()},
        **{f"{name}_pk": speech.pk for name, speech in of.items()},
        "speaker": seed.speaker.slug,
        "speaker_pk": seed.speaker.pk,
        "event": seed.event.slug,
        "event_pk": seed.event.pk,
        "entity_pk": Entity.objects.get(kind="country", code="CHN").pk,
    }
