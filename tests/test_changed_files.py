"""Versions of a statement: what changes, what stays, who did it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import User

from statements import importing, revising, versions
from statements.deciding import decide_on
from statements.importing import Arrival
from statements.ingest.document import Block
from statements.ingest.errors import TextTooLong
from statements.ingest.metadata import Metadata
from statements.models import Revision, Source, Speech
from statements.reading import ReadStatement
from statements.revising import ChangedMeanwhile, content_of, content_of_revision

pytestmark = pytest.mark.django_db

TEXT = """Statement by Ms. Ada Berg

New York, 5 March 2020

Mr. President,

We thank Kenya and the United Nations for the treaty, which all of us have signed.

The people of the region have suffered enough, and we call on everybody to keep the peace.
"""


def read(text: str) -> ReadStatement:
    return importing.default_reader().read(text.encode(), "a.txt")


def arrive(text: str = TEXT, **options: object) -> importing.Outcome:
    arrival = Arrival(read=read(text), data=text.encode(), status="published")
    return importing.store(replace(arrival, **options))  # type: ignore[arg-type]


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor", is_staff=True)


@pytest.fixture
def speech() -> Speech:
    stored = arrive().speech
    assert stored is not None
    return Speech.objects.get(pk=stored.pk)


def correct(speech: Speech, editor: User, **fields: object) -> Revision | None:
    content = replace(content_of(speech), **fields)  # type: ignore[arg-type]
    number = revising.current_number(speech)
    revision = revising.revise(
        speech,
        content,
        kind=Revision.Kind.CORRECTION,
        made_by=editor,
        based_on=number,
        fixed_fields=fields,
    )
    speech.refresh_from_db()
    return revision


def at_another_address(speech: Speech) -> None:
    """Have nothing lead from the address that a file is known by to the statement."""
    speech.slug = "another"
    speech.save()
    speech.former_addresses.all().delete()


def test_the_first_change_keeps_what_was_before(speech: Speech, editor: User) -> None:
    before = content_of(speech)
    assert correct(speech, editor, title="On the treaty", place="Geneva") is not None
    first, second = speech.revisions.order_by("number")
    assert (first.kind, first.made_by, first.made_at) == ("import", None, speech.created_at)
    assert (second.kind, second.made_by) == ("correction", editor)
    assert content_of_revision(first) == before
    assert content_of_revision(second) == content_of(speech)
    assert (speech.title, speech.place) == ("On the treaty", "Geneva")
    assert speech.fixed_fields == ["place", "title"]


def test_nothing_changed_makes_no_version(speech: Speech, editor: User) -> None:
    assert correct(speech, editor) is None
    assert not speech.revisions.exists()


def test_two_editors_at_once_do_not_overwrite_each_other(speech: Speech, editor: User) -> None:
    stale = content_of(speech)
    correct(speech, editor, title="The first")
    with pytest.raises(ChangedMeanwhile, match="Somebody else"):
        revising.revise(
            speech,
            replace(stale, title="The second"),
            kind=Revision.Kind.CORRECTION,
            made_by=editor,
            based_on=1,
        )
    speech.refresh_from_db()
    assert speech.title == "The first"


def test_split_paragraphs_are_numbered_and_recognised_anew(speech: Speech, editor: User) -> None:
    blocks = content_of(speech).paragraphs
    first, second = blocks[1].text.split(" for ")
    split = (blocks[0], Block(text=first), Block(text=f"for {second}"), *blocks[2:])
    correct(speech, editor, paragraphs=split)
    assert list(speech.paragraphs.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert speech.text == "\n\n".join(block.text for block in split)
    for mention in speech.mentions.exclude(paragraph=None).select_related("paragraph"):
        assert mention.paragraph is not None
        text = mention.paragraph.text
        assert text[mention.start : mention.end] == mention.surface


def test_a_title_is_recognised_anew(speech: Speech, editor: User) -> None:
    correct(speech, editor, title="China: a statement")
    (mention,) = speech.mentions.filter(paragraph=None)
    assert speech.title[mention.start : mention.end] == mention.surface == "China"


def test_paragraphs_have_the_language_of_their_statement(speech: Speech, editor: User) -> None:
    correct(speech, editor, language="fr")
    assert set(speech.paragraphs.values_list("language", flat=True)) == {"fr"}


def test_an_editors_word_on_a_mention_stays(speech: Speech, editor: User) -> None:
    rejected = speech.mentions.get(entity__code="KEN")
    decide_on(rejected, is_mention=False, made_by=editor)
    correct(speech, editor, paragraphs=content_of(speech).paragraphs[1:])
    assert speech.mentions.get(entity__code="KEN").state == "rejected"


def test_a_later_reading_leaves_what_a_person_has_set(speech: Speech, editor: User) -> None:
    correct(speech, editor, title="Set by a person", place="")
    again = read(TEXT.replace("5 March", "6 March").replace("New York", "Nairobi"))
    revision = revising.take_reading(speech, again, None)
    speech.refresh_from_db()
    assert revision is not None
    assert revision.kind == "read_again"
    assert (speech.title, speech.place) == ("Set by a person", "")
    assert speech.iso_date == "2020-03-06"
    assert revising.take_reading(speech, again, None) is None


def test_an_earlier_version_comes_back_whole(speech: Speech, editor: User) -> None:
    before = content_of(speech)
    correct(
        speech, editor, title="Wrong", speaker="", speaker_id=None, paragraphs=(Block(text="No."),)
    )
    first = speech.revisions.get(number=1)
    revising.restore(first, editor, based_on=2)
    speech.refresh_from_db()
    assert content_of(speech) == before
    assert speech.revisions.order_by("-number").first().kind == "restore"  # type: ignore[union-attr]


def test_publishing_and_withdrawing_are_versions_too(speech: Speech, editor: User) -> None:
    assert revising.set_status(speech, "draft", editor) is not None
    assert revising.set_status(speech, "draft", editor) is None
    speech.refresh_from_db()
    assert speech.is_draft
    assert speech.revisions.order_by("-number")[0].made_by == editor


CHANGED = TEXT.replace("keep the peace", "keep the truce").replace("We thank", "We warmly thank")


def test_a_changed_file_waits_for_a_person(speech: Speech, editor: User) -> None:
    outcome = arrive(CHANGED)
    assert (outcome.status, outcome.speech) == ("changed", speech)
    assert Speech.objects.count() == 1
    speech.refresh_from_db()
    assert "truce" not in speech.text
    source = Source.objects.get(state="pending")
    assert source.revises == speech
    correct(speech, editor, place="Geneva")
    revision = revising.accept_changed(source, read(CHANGED), made_by=editor, based_on=2)
    assert revision is not None
    speech.refresh_from_db()
    assert "truce" in speech.text
    assert speech.place == "Geneva"
    assert speech.source == source
    source.refresh_from_db()
    assert source.state == "stored"
    assert list(speech.revisions.order_by("number").values_list("kind", flat=True)) == [
        *("import", "correction", "changed_file")
    ]
    # Both files lead to the one statement.
    for text in (TEXT, CHANGED):
        assert arrive(text).status == "duplicate"
        assert arrive(text).speech == speech


def test_a_changed_file_may_be_another_statement(speech: Speech) -> None:
    outcome = arrive(CHANGED, is_new=True)
    assert outcome.status == "imported"
    assert Speech.objects.count() == 2


def test_a_changed_file_of_a_corrected_statement_is_known_by_its_title_block(
    speech: Speech, editor: User
) -> None:
    correct(speech, editor, title="On peace", speaker="Ida Borg", date="2020-03-04")
    at_another_address(speech)
    outcome = arrive(CHANGED)
    assert (outcome.status, outcome.speech) == ("changed", speech)


def test_the_title_block_of_another_speaker_s_words_is_no_mark(speech: Speech) -> None:
    other = importing.default_reader().complete(
        read(CHANGED), Metadata(title="Another", speaker="Ida Borg", date="2020-03-04")
    )
    arrival = Arrival(read=other, data=CHANGED.encode(), status="published")
    assert importing.store(arrival).status == "imported"


def test_a_title_block_of_many_statements_tells_nothing(
    speech: Speech, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(speech, editor, title="On peace", date="2020-03-04")
    monkeypatch.setattr(versions, "MOST_BELOW", 0)
    at_another_address(speech)
    assert arrive(CHANGED).status == "imported"


def test_another_speech_of_the_same_day_is_no_changed_file(speech: Speech) -> None:
    other = TEXT.split("Mr. President")[0] + (
        "Mr. President,\n\nToday I speak of the oceans, which feed half of mankind and which"
        " we fill with what we throw away.\n\nLet us begin with the rivers.\n"
    )
    assert arrive(other).status == "imported"
    assert Speech.objects.count() == 2


def test_a_text_that_cannot_be_indexed_changes_nothing(speech: Speech, editor: User) -> None:
    words = " ".join(f"word{number:06}x" for number in range(80_000))
    with pytest.raises(TextTooLong):
        correct(speech, editor, paragraphs=(Block(text=words),))
    assert not speech.revisions.exists()


def test_versions_go_with_their_statement_and_then_their_files_may_go(
    speech: Speech, editor: User
) -> None:
    correct(speech, editor, title="Other")
    speech.delete()
    assert not Revision.objects.exists()
    Source.objects.all().delete()
