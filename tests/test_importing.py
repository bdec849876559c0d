"""From readings to rows."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection

from statements import importing
from statements.importing import Arrival, Outcome, store, store_all
from statements.ingest.errors import IngestError, TextTooLong
from statements.models import Event, Source, Speaker, Speech
from tests.factories import make_event, make_speaker, make_speech
from tests.readings import JAPAN, KENYA, TREATY, data_of, make_read

pytestmark = pytest.mark.django_db

WATER = "Water is a right of all who live on this earth, and not a good like others."
BOOK = " ".join(f"word{n:06}x" for n in range(80_000))


def arrival(*paragraphs: str, **fields: object) -> Arrival:
    """An arrival whose bytes belong to what was read from them."""
    own = ("status", "fixed_fields", "uploaded_by", "speaker_row", "event_row", "is_new")
    chosen = {name: fields.pop(name) for name in own if name in fields}
    data = data_of(*paragraphs, repr(sorted(fields.items())))
    return Arrival(
        read=make_read(*paragraphs, data=data, **fields),  # type: ignore[arg-type]
        data=data,
        status=str(chosen.get("status", "published")),
        fixed_fields=chosen.get("fixed_fields", ()),  # type: ignore[arg-type]
        uploaded_by=chosen.get("uploaded_by"),  # type: ignore[arg-type]
        speaker=chosen.get("speaker_row"),  # type: ignore[arg-type]
        event=chosen.get("event_row"),  # type: ignore[arg-type]
        is_new=bool(chosen.get("is_new")),
    )


def statuses(outcomes: list[Outcome | IngestError]) -> list[str]:
    return [o.status if isinstance(o, Outcome) else type(o).__name__ for o in outcomes]


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Which transaction wrote each row."""
    tables = ("speech", "paragraph", "mention", "source", "speaker", "event", "entity")
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT id, xmin::text, ctid::text FROM statements_{table} ORDER BY id")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


def test_all_that_was_read_is_stored() -> None:
    read = arrival(
        "We support the treaty.",
        "Water is a right.",
        title="Statement on water",
        title_block=["STATEMENT", "on water"],
        sign_off=["Thank you."],
        speaker="Ito Ren",
        honorific="Mr.",
        role="Minister",
        represents=JAPAN,
        on_behalf_of=[KENYA],
        event="A debate",
        event_part_of="A week",
        place="Geneva",
        date="2019-03",
        source_url="https://example.org/a",
        fixed_fields=("title",),
    )
    outcome = store(read)
    assert outcome.speech is not None
    speech = Speech.objects.get(pk=outcome.speech.pk)
    assert outcome.speech.get_absolute_url() == speech.get_absolute_url()
    assert (speech.title, speech.title_block) == ("Statement on water", "STATEMENT\non water")
    assert speech.text == "We support the treaty.\n\nWater is a right."
    assert (speech.sign_off, speech.place, speech.iso_date) == ("Thank you.", "Geneva", "2019-03")
    assert (speech.speaker_honorific, speech.speaker_role) == ("Mr.", "Minister")
    assert speech.fixed_fields == ["title"]
    assert [group.code for group in speech.on_behalf_of.all()] == ["KEN"]
    assert list(speech.paragraphs.values_list("number", "text", "language")) == [
        (1, "We support the treaty.", "en"),
        (2, "Water is a right.", "en"),
    ]
    assert speech.speaker is not None
    assert speech.event is not None
    assert (str(speech.speaker), str(speech.event)) == ("Ito Ren", "A debate")
    assert str(speech.event.part_of) == "A week"
    assert bytes(speech.source.data) == read.data
    assert (speech.source.reader, speech.source.source_url) == ("by hand", "https://example.org/a")


def test_nothing_known_is_stored_as_nothing() -> None:
    speech = Speech.objects.get(pk=speech_of(store(arrival(TREATY, language=None))).pk)
    known = (speech.title, speech.speaker, speech.event, speech.date, speech.represents)
    assert known == ("", None, None, None, None)
    assert speech.slug == "statement"


def speech_of(outcome: Outcome | IngestError) -> Speech:
    assert isinstance(outcome, Outcome)
    assert outcome.speech is not None
    return outcome.speech


def test_the_same_again_writes_no_row() -> None:
    batch = [arrival(TREATY, speaker="Ito Ren"), arrival(WATER, event="A debate")]
    assert statuses(store_all(batch)) == ["imported"] * 2
    before = rows()
    assert statuses(store_all(batch)) == ["duplicate"] * 2
    assert rows() == before


def test_the_same_bytes_twice_in_a_batch_are_one_statement() -> None:
    one = arrival(TREATY)
    first, second, third = store_all([one, arrival(WATER), one])
    assert statuses([first, second, third]) == ["imported", "imported", "duplicate"]
    assert speech_of(third).pk == speech_of(first).pk


def test_the_statement_of_an_earlier_version_is_still_found() -> None:
    speech, first = make_speech(), make_speech().source
    Speech.objects.filter(source=first).delete()
    speech.revisions.create(
        number=1, kind="import", content={}, source=first, made_at=speech.created_at
    )
    read = make_read(data=bytes(first.data))
    outcome = store(Arrival(read=read, data=bytes(first.data), status="draft"))
    assert outcome == Outcome("duplicate", speech)


# Changed files

OTHERS = "All states are called upon to sign it soon, for the good of those to come."


@pytest.mark.parametrize("together", [True, False], ids=["one batch", "two batches"])
@pytest.mark.parametrize(
    "names",
    [
        {"title": "On the treaty", "date": "2019-03-01"},
        {"speaker": "Ito Ren", "date": "2019-03-01"},
        {"speaker": "Ito Ren", "event": "A debate"},
    ],
    ids=["title and day", "speaker and day", "speaker and event"],
)
def test_a_changed_file_waits_beside_its_statement(names: dict[str, str], together: bool) -> None:
    first = arrival(TREATY, OTHERS, WATER, **names)
    second = arrival(TREATY, OTHERS, **names)
    if together:
        outcomes = store_all([first, second])
    else:
        outcomes = [*store_all([first]), *store_all([second])]
    assert statuses(outcomes) == ["imported", "changed"]
    stored, waiting = (Source.objects.get(sha256=a.read.sha256) for a in (first, second))
    assert (stored.state, waiting.state) == ("stored", "pending")
    assert waiting.revises == Speech.objects.get()
    assert waiting.progress == "read"


def test_a_changed_file_that_waits_is_not_touched_again() -> None:
    store(arrival(TREATY, OTHERS, WATER, title="On the treaty"))
    changed = arrival(TREATY, OTHERS, title="On the treaty", fixed_fields=("title",))
    store(changed)
    assert importing.stored_hashes([changed.read.sha256]) == {changed.read.sha256}
    source = Source.objects.get(state="pending")
    source.corrections = {"fixed_fields": ["title"], "an editor's": "work"}
    source.save()
    before = rows()
    assert store(changed) == Outcome("changed", Speech.objects.get())
    assert rows() == before


def test_a_changed_file_that_could_not_be_read_before_waits_as_well() -> None:
    store(arrival(TREATY, OTHERS, WATER, title="On the treaty"))
    changed = arrival(TREATY, OTHERS, title="On the treaty")
    source, _ = importing.receive(changed.data, "a.txt", None)
    importing.mark_failed(source, IngestError())
    assert store(changed).status == "changed"
    source.refresh_from_db()
    assert (source.progress, source.error, source.revises) == ("read", "", Speech.objects.get())


@pytest.mark.parametrize(
    "other",
    [
        {"title": "On the treaty", "speaker": "Sato Ken"},
        {"title": "On the treaty", "represents": KENYA},
        {"title": "On another treaty"},
    ],
    ids=["another speaker", "another delegation", "another title"],
)
def test_a_like_wording_of_others_is_another_statement(other: dict[str, object]) -> None:
    first = arrival(TREATY, title="On the treaty", speaker="Ito Ren", represents=JAPAN)
    other = {"speaker": "Ito Ren", "represents": JAPAN} | other
    batch = [first, arrival(TREATY, OTHERS[:20], **other)]
    assert statuses(store_all(batch)) == ["imported"] * 2


def test_another_wording_under_the_same_title_is_another_statement() -> None:
    batch = [arrival(TREATY, title="Statement"), arrival(WATER, title="Statement")]
    assert statuses(store_all(batch)) == ["imported"] * 2
    assert sorted(Speech.objects.values_list("slug", flat=True)) == ["statement", "statement-2"]


def test_an_editor_may_say_that_it_is_a_new_one() -> None:
    store(arrival(TREATY, title="On the treaty"))
    assert store(arrival(TREATY, OTHERS[:9], title="On the treaty", is_new=True)).status == (
        "imported"
    )


def test_a_thousand_statements_without_a_title_take_no_more_queries(
    django_assert_max_num_queries: object,
) -> None:
    texts = [" ".join(f"w{batch}x{n}x{k}" for k in range(9)) for batch in (1, 2) for n in range(40)]
    store_all([arrival(text) for text in texts[:40]])
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        store_all([arrival(text) for text in texts[40:]])
    assert Speech.objects.filter(slug__startswith="statement").count() == 80


# Sources that are there already


def test_a_failed_upload_is_stored_when_a_command_can_read_it() -> None:
    new = arrival(TREATY)
    editor = User.objects.create_user("editor")
    source, _ = importing.receive(new.data, "a.txt", editor)
    importing.mark_failed(source, IngestError())
    assert store(new).status == "imported"
    source.refresh_from_db()
    assert (source.state, source.error, source.uploaded_by) == ("stored", "", editor)


def test_a_pending_upload_is_stored_but_not_what_an_editor_corrects() -> None:
    untouched, corrected = arrival(TREATY), arrival(WATER)
    for one in (untouched, corrected):
        importing.receive(one.data, "a.txt", None)
    Source.objects.filter(sha256=corrected.read.sha256).update(corrections={"text": "Mine."})
    outcomes = store_all([untouched, corrected])
    assert statuses(outcomes) == ["imported", "duplicate"]
    assert Source.objects.get(state="pending").corrections == {"text": "Mine."}


def test_an_editor_stores_what_was_corrected() -> None:
    new = arrival(TREATY, uploaded_by=User.objects.create_user("editor"))
    importing.receive(new.data, "a.txt", None)
    Source.objects.update(corrections={"text": "Mine."})
    assert store(new).status == "imported"
    assert Source.objects.get().corrections == {}


def test_a_failed_file_that_comes_again_waits_to_be_read() -> None:
    source, _ = importing.receive(b"Rubbish.", "a.txt", None)
    source.reading_since = source.created_at
    source.save()
    importing.mark_failed(source, IngestError())
    again, is_new = importing.receive(b"Rubbish.", "b.txt", None)
    assert (again.pk, is_new, again.progress) == (source.pk, False, "waiting")


def test_what_was_stored_meanwhile_does_not_wait_again() -> None:
    late = make_speech().source
    late.state = "failed"
    assert not importing.wait_again(late)
    assert Source.objects.get().state == "stored"


# What cannot be stored


def test_what_was_stored_meanwhile_is_not_discarded() -> None:
    file = arrival()
    opened, _ = importing.receive(file.data, "a.txt", None)
    store(file)
    assert not importing.discard(opened)
    assert Source.objects.get().state == "stored"


def test_what_cannot_be_stored_is_no_hindrance_to_the_others() -> None:
    outcomes = store_all([arrival(TREATY), arrival(BOOK), arrival(WATER, speaker="Ito Ren")])
    assert statuses(outcomes) == ["imported", "TextTooLong", "imported"]
    assert Speech.objects.count() == 2
    assert Source.objects.count() == 2


def test_a_text_that_cannot_be_searched_leaves_nothing() -> None:
    with pytest.raises(TextTooLong):
        store(arrival(BOOK, speaker="Ito Ren", event="A debate"))
    assert not Source.objects.exists()
    assert not Speaker.objects.exists()
    assert not Event.objects.exists()


def test_ten_thousand_paragraphs_are_stored() -> None:
    read = arrival(*(f"Paragraph {number}." for number in range(10_000)))
    assert speech_of(store(read)).paragraphs.count() == 10_000


def test_what_another_writer_took_meanwhile_is_found_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor may add a speaker without the lock of imports."""
    named = importing.speakers_named

    def late(wanted: object) -> object:
        monkeypatch.setattr(importing, "speakers_named", named)
        speakers = named(wanted)  # type: ignore[arg-type]
        make_speaker(name="Ito Ren", name_key="ito ren")
        return speakers

    monkeypatch.setattr(importing, "speakers_named", late)
    outcomes = store_all([arrival(TREATY, speaker="Ito Ren"), arrival(WATER)])
    assert statuses(outcomes) == ["imported", "imported"]
    assert Speaker.objects.count() == 1


# People and events


def test_the_rows_that_an_editor_chose_are_taken_and_no_others_made() -> None:
    speaker, event = make_speaker(name="Ito Ren"), make_event(name="A debate")
    new = arrival(
        TREATY,
        speaker="I. Ren",
        event="Debate",
        event_part_of="A week",
        speaker_row=speaker,
        event_row=event,
    )
    speech = Speech.objects.get(pk=speech_of(store(new)).pk)
    assert (speech.speaker, speech.event) == (speaker, event)
    assert (Speaker.objects.count(), Event.objects.count()) == (1, 1)


def test_what_only_a_whole_is_known_of_makes_no_event() -> None:
    store(arrival(TREATY, event_part_of="A week"))
    assert not Event.objects.exists()


def test_one_batch_makes_one_row_of_a_name() -> None:
    store_all(
        [
            arrival(TREATY, speaker="ITO Ren", event="A debate"),
            arrival(WATER, speaker="Ren Ito", event="A DEBATE"),
            arrival(OTHERS, speaker="Ito", represents=JAPAN, event="A debate", event_part_of="A"),
            arrival("Peace.", speaker="Ito", represents=KENYA),
        ]
    )
    assert Speaker.objects.count() == 3
    assert list(Event.objects.order_by("pk").values_list("name", "part_of__name")) == [
        ("A", None),
        ("A debate", None),
        ("A debate", "A"),
    ]
