"""Entities become one: what names them moves, and what would stand twice is left once."""

from __future__ import annotations

import pytest

from statements.addresses import readdress
from statements.authorities import load
from statements.correcting import resolve
from statements.deciding import decide, entity_called
from statements.importing import Arrival, default_reader, store
from statements.known_names import load_known_names
from statements.matching import (
    speaker_named,
)
from statements.mentioning import recognize
from statements.merging import CannotMerge, preview
from statements.models import (
    Entity,
    EntityName,
    Mention,
    MentionDecision,
    Speaker,
    SpeakerName,
    Speech,
)
from statements.recognition.data import Authorities, Authority, AuthorityName
from statements.recognition.spans import EntityRef
from tests import factories
from tests.merging.merges import already, merged, organization, shares
from tests.readings import TREATY, make_read

pytestmark = pytest.mark.django_db


def test_all_that_names_an_entity_moves() -> None:
    kept, old = organization("sea-forum"), organization("forum-of-the-sea")
    EntityName.objects.create(entity=old, text="FOTS", kind="acronym", case_sensitive=True)
    EntityName.objects.create(entity=old, text="Sea-Forum", kind="short")
    part = organization("sea-office", part_of=old)
    speech = factories.make_speech(represents=old)
    other = factories.make_speech()
    other.on_behalf_of.add(old)
    mention = factories.make_mention(speech, old)
    decision = factories.make_decision(entity=old)
    assert shares(kept, old) == [
        {
            **{"statements": 1, "on_behalf": 1, "mentions": 1, "decisions": 1, "parts": 1},
            **{"names": 3, "addresses": 1},
        }
    ]
    merged(kept, old)
    for row in (speech, part, mention, decision):
        row.refresh_from_db()
    assert speech.represents == part.part_of == mention.entity == decision.entity == kept
    assert list(other.on_behalf_of.all()) == [kept]
    names = kept.names.values_list("text", "kind", "case_sensitive")
    assert set(names) == {
        ("FOTS", "acronym", True),
        ("Sea-Forum", "short", False),
        ("Forum-Of-The-Sea", "alias", False),
    }
    known = load_known_names()
    assert known.find("organization", "FOTS") == [kept.pk]
    assert known.find("organization", "forum-of-the-sea") == [kept.pk]


@pytest.mark.parametrize(
    ("of_kept", "of_old", "left"),
    [
        ("found", "found", "found"),
        ("found", "accepted", "accepted"),
        ("rejected", "accepted", "accepted"),
        ("rejected", "found", "found"),
        ("found", "rejected", "found"),
        ("rejected", "rejected", "rejected"),
        ("accepted", "rejected", "accepted"),
    ],
)
def test_of_two_mentions_in_the_same_words_one_is_left(
    of_kept: str, of_old: str, left: str
) -> None:
    kept, old = organization("a"), organization("b")
    speech = factories.make_speech()
    for place in (factories.make_paragraph(speech), None):
        factories.make_mention(speech, kept, paragraph=place, state=of_kept)
        factories.make_mention(speech, old, paragraph=place, state=of_old)
        factories.make_mention(speech, old, paragraph=place, start=1, state=of_old)
    (one,) = preview(kept, [old]).merged
    assert [(s.count, s.already) for s in one.shares if s.name == "mentions"] == [(4, 2)]
    merged(kept, old)
    rows = Mention.objects.order_by("paragraph", "start").values_list("entity", "start", "state")
    assert list(rows) == [(kept.pk, 0, left), (kept.pk, 1, of_old)] * 2


@pytest.mark.parametrize("of_kept", [True, False])
@pytest.mark.parametrize("of_old", [True, False])
def test_of_two_decisions_on_the_same_words_that_it_is_one_is_left(
    of_kept: bool, of_old: bool
) -> None:
    kept, old = organization("a"), organization("b")
    speech = factories.make_speech()
    factories.make_decision(speech=speech, entity=kept, is_mention=of_kept)
    factories.make_decision(speech=speech, entity=old, is_mention=of_old)
    merged(kept, old)
    assert MentionDecision.objects.get().is_mention == (of_kept or of_old)


@pytest.mark.parametrize("is_kept_rejected", [True, False])
@pytest.mark.parametrize("words", ["Kenya", "to Kenya"])
def test_a_rejection_of_one_gives_way_to_a_mention_of_the_other(
    is_kept_rejected: bool, words: str
) -> None:
    """The editor rejected it because the words mean the other one."""
    known, other = factories.make_entity(code="KEN"), factories.make_entity(code="KEN-2")
    speech = factories.make_speech(title="Thanks to Kenya")
    factories.make_paragraph(speech, number=1, text="We have met.")
    factories.make_paragraph(speech, number=2, text="We owe much to Kenya and to Wakanda.")
    for number, told in ((None, words), (2, words), (2, "Wakanda")):
        text = "Thanks to Kenya" if number is None else "We owe much to Kenya and to Wakanda."
        start = text.index(told)
        place = {"paragraph": number, "start": start, "end": start + len(told)}
        decide(speech, **place, entity=other, is_mention=False, made_by=None)
    kept, old = (other, known) if is_kept_rejected else (known, other)
    merged(kept, old)
    assert MentionDecision.objects.get().exact == "Wakanda"
    recognize([speech.pk], default_reader().recognizer)
    mentions = Mention.objects.values_list("entity", "surface", "state")
    assert list(mentions) == [(kept.pk, "Kenya", "found")] * 2


def test_nobody_speaks_twice_on_behalf_of_one() -> None:
    kept, old = organization("a"), organization("b")
    both, by_kept, by_old = (
        factories.make_speech(),
        factories.make_speech(represents=kept),
        factories.make_speech(represents=old),
    )
    both.on_behalf_of.set([kept, old])
    by_kept.on_behalf_of.add(old)
    by_old.on_behalf_of.add(kept)
    (one,) = preview(kept, [old]).merged
    assert [(s.count, s.already) for s in one.shares if s.name == "on_behalf"] == [(2, 2)]
    merged(kept, old)
    assert list(both.on_behalf_of.all()) == [kept]
    assert not by_kept.on_behalf_of.exists()
    assert not by_old.on_behalf_of.exists()


def test_what_two_that_are_merged_have_in_common_is_told() -> None:
    """The kept one has none of it, but has when the second is merged."""
    kept, *old = organization("k"), organization("a"), organization("b"), organization("c")
    speech, other = factories.make_speech(), factories.make_speech(represents=old[2])
    for entity in old:
        factories.make_mention(speech, entity)
        factories.make_mention(speech, entity, start=old.index(entity), end=5)
        factories.make_decision(speech=other, entity=entity)
        speech.on_behalf_of.add(entity)
    other.on_behalf_of.add(old[0])
    assert already("mentions", kept, *old) == [0, 1, 1]
    assert already("decisions", kept, *old) == [0, 1, 1]
    # The last is the one for whom it speaks itself.
    assert already("on_behalf", kept, *old) == [1, 1, 1]
    merged(kept, *old)
    assert Mention.objects.count() == 1 + 3
    assert MentionDecision.objects.count() == 1
    assert list(speech.on_behalf_of.all()) == [kept]
    assert not other.on_behalf_of.exists()


def test_editors_find_the_kept_entity_by_the_names_of_what_was_merged() -> None:
    kept, old = organization("sea-forum", is_authority=True), organization("forum-of-the-sea")
    EntityName.objects.create(entity=old, text="FOTS", kind="acronym")
    theme = factories.make_entity("theme", name="Herding", code="herding")
    merged(kept, old)
    merged(theme, factories.make_entity("theme", name="Pastoralism", code="pastoralism"))
    for name in ("Forum-Of-The-Sea", "forum-of-the-sea", "fots"):
        assert entity_called(name) == kept
        assert resolve(name) == kept.reference
    assert entity_called("pastoralism") == theme
    # Nobody speaks for a theme.
    assert resolve("pastoralism") is None


def test_a_name_of_several_is_none_of_them() -> None:
    for code in ("sea-forum", "lake-forum"):
        kept, old = organization(code), organization(f"{code}-of-old")
        EntityName.objects.create(entity=old, text="FOTS", kind="acronym")
        merged(kept, old)
    assert entity_called("FOTS") is None
    assert resolve("FOTS") is None


def test_nothing_is_called_by_a_signal_word() -> None:
    kept, old = (factories.make_entity("theme", name=name) for name in ("Herding", "Herds"))
    EntityName.objects.create(entity=old, text="cattle routes", kind="signal")
    merged(kept, old)
    assert entity_called("herds") == kept
    assert entity_called("cattle routes") is None


def test_a_later_import_finds_the_kept_entity() -> None:
    kept, old = organization("sea-forum"), organization("forum-of-the-sea")
    merged(kept, old)
    reference = EntityRef("organization", "forum-of-the-sea", "Forum of the Sea")
    read = make_read(TREATY, represents=reference)
    store(Arrival(read=read, data=b"a", status="published"))
    assert Speech.objects.get().represents == kept


def test_a_speaker_known_by_surname_is_found_by_the_code_of_today() -> None:
    former, kept = organization("sea-forum"), organization("forum-of-the-sea")
    reference = EntityRef("organization", "sea-forum", "Sea Forum")
    read = make_read(TREATY, represents=reference, speaker="Mr. Lindt")
    store(Arrival(read=read, data=b"a", status="published"))
    known = Speaker.objects.get()
    assert known.scope == "sea-forum"
    readdress(former, "FOTS")
    former.refresh_from_db()
    merged(kept, former)
    for number, code in enumerate(("sea-forum", "FOTS", "forum-of-the-sea")):
        reference = EntityRef("organization", code, "Forum of the Sea")
        read = make_read(f"Seals {number}.", represents=reference, speaker="LINDT")
        store(Arrival(read=read, data=code.encode(), status="published"))
        assert speaker_named("Lindt", code) == known
    assert Speech.objects.filter(represents=kept).count() == 4
    assert Speaker.objects.get() == known


def test_speakers_of_another_kind_of_the_same_code_stay() -> None:
    country, other = factories.make_entity(code="ABC"), organization("abc")
    lindt = factories.make_speaker(name="Lindt", name_key="lindt", scope="abc")
    factories.make_speech(speaker=lindt, represents=other)
    readdress(country, "XYZ")
    assert speaker_named("Lindt", "XYZ") is None
    readdress(other, "abcd")
    assert speaker_named("Lindt", "abcd") == lindt
    there = factories.make_speaker(name="Lindt", name_key="lindt", scope="abcde")
    readdress(other, "abcde")
    assert speaker_named("Lindt", "abcde") == there
    assert SpeakerName.objects.get().scope == "abcd"


def test_the_authority_data_is_kept_and_leaves_the_names_of_what_was_merged() -> None:
    names = (AuthorityName("Sea Forum", "official"),)
    files = Authorities(
        (Authority(kind="organization", code="sf", name="Sea Forum", names=names, facts={}),)
    )
    load(files)
    kept, old = Entity.objects.get(), organization("forum-of-the-sea")
    with pytest.raises(CannotMerge, match="kept by the authority data"):
        preview(old, [kept])
    merged(kept, old)
    assert load(files).unchanged == 1
    texts = set(kept.names.values_list("text", flat=True))
    assert texts == {"Sea Forum", "Forum-Of-The-Sea"}
    more = (*names, AuthorityName("Forum-Of-The-Sea", "alias", case_sensitive=True))
    load(
        Authorities(
            (Authority(kind="organization", code="sf", name="Sea Forum", names=more, facts={}),)
        )
    )
    assert kept.names.get(text="Forum-Of-The-Sea").case_sensitive
