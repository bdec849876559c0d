"""Names that are one, and names that may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.forms import SpeakerForm
from statements.ingest.folding import fold_name, person_key
from statements.matching import (
    EventKey,
    PersonKey,
    events_named,
    free_slugs,
    similar_events,
    similar_speakers,
    slug_of,
    speakers_named,
)
from statements.models import Event, Speaker, Speech
from tests.factories import make_entity, make_event, make_speaker, make_speech


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ZHANG Jun", "Jun Zhang"),
        ("António Guterres", "ANTONIO GUTERRES"),
        ("H.E. Mr. Ito Ren", "Ito Ren"),
        ("Dr. Lee-Smith, Anna", "Anna Lee Smith"),
        ("Nguyễn Văn An", "Nguyen Van An"),
        ("محمّد علي", "محمد علي"),
        ("김 정은", "정은 김"),
    ],
)
def test_one_person_in_two_forms(one: str, other: str) -> None:
    assert PersonKey.of(one, None) == PersonKey.of(other, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("मोदी", "मीदो"),
        ("สมชาย", "สมชัย"),
        ("がか", "かか"),
        ("Ito Ren", "Ito Rena"),
        ("Ito Ren", "Ito"),
    ],
)
def test_two_persons(one: str, other: str) -> None:
    assert PersonKey.of(one, None) != PersonKey.of(other, None)


def test_a_surname_counts_within_a_delegation_and_a_full_name_everywhere() -> None:
    assert PersonKey.of("Mr. Lee", "KOR") != PersonKey.of("Mr. Lee", "SGP")
    assert PersonKey.of("Mr. Lee", "KOR") == PersonKey.of("LEE", "KOR")
    assert PersonKey.of("Lee Hyun", "KOR") == PersonKey.of("Hyun Lee", None)
    assert PersonKey.of("张军", "CHN") == PersonKey.of("张军", None)
    assert PersonKey.of("नरेन्द्र मोदी", "IND") == PersonKey.of("मोदी नरेन्द्र", None)


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)
    assert person_key(person_key(name)) == person_key(name)


@given(st.text(max_size=300))
def test_every_name_has_an_address(name: str) -> None:
    slug = slug_of(name)
    assert 1 <= len(slug) <= 80
    assert not set(slug) & set(" /?#%&")


@pytest.mark.django_db
class TestNamed:
    def test_who_is_there_is_found_and_who_is_not_is_made_once(self) -> None:
        known = make_speaker(name="Jun Zhang", name_key="jun zhang")
        korean, other = PersonKey("lee", "kor"), PersonKey("lee", "sgp")
        wanted = {PersonKey("jun zhang"): "ZHANG Jun", korean: "Lee", other: "Lee"}
        found = speakers_named(wanted)
        assert found[PersonKey("jun zhang")] == known
        assert (found[korean].slug, found[other].slug) == ("lee-kor", "lee-sgp")
        assert speakers_named(wanted) == found
        assert Speaker.objects.count() == 3

    def test_nobody_is_asked_for(self) -> None:
        assert speakers_named({}) == {}
        assert events_named({}) == {}

    def test_an_event_is_one_within_what_it_is_part_of(self) -> None:
        week = make_event(name="A week")
        wanted = {EventKey("opening", week.pk): "Opening", EventKey("opening"): "Opening"}
        found = events_named(wanted)
        assert found[EventKey("opening", week.pk)].part_of == week
        assert found[EventKey("opening")].part_of is None
        assert [event.slug for event in found.values()] == ["opening", "opening-2"]
        assert events_named(wanted) == found


@pytest.mark.django_db
class TestSimilar:
    def test_spellings_are_offered_the_likest_first_and_strangers_are_not(self) -> None:
        likest = make_speaker(name="Vasily Nebenzia", name_key="nebenzia vasily")
        alike = make_speaker(name="Vassili Nebenzya", name_key="nebenzya vassili")
        make_speaker(name="Zhang Jun", name_key="jun zhang")
        assert similar_speakers("Vassily Nebenzia", None) == [likest, alike]
        assert Speaker.objects.count() == 3

    def test_who_surely_is_the_one_is_not_offered(self) -> None:
        make_speaker(name="Zhang Jun", name_key="jun zhang")
        assert similar_speakers("ZHANG Jun", None) == []

    def test_more_and_fewer_given_names_are_offered(self) -> None:
        short = make_speaker(name="Ana Brito", name_key="ana brito")
        long = make_speaker(name="Ana", name_key="ana brito costa da maria silva")
        assert set(similar_speakers("Ana Maria da Silva Costa Brito Lopes", None)) <= {short, long}
        assert similar_speakers("Ana Brito", None) == [long]

    def test_a_surname_is_offered_within_its_delegation_only(self) -> None:
        korea, singapore = make_entity(code="KOR"), make_entity(code="SGP")
        surname = make_speaker(name="Lee", name_key="lee", scope="kor")
        full = make_speaker(name="Lee Hyun", name_key="hyun lee")
        make_speech(speaker=full, represents=korea)
        assert similar_speakers("Park Lee", korea) == [surname]
        assert similar_speakers("Park Lee", singapore) == []
        assert full in similar_speakers("Mr. Lee", korea)
        assert full not in similar_speakers("Mr. Lee", singapore)

    def test_who_spoke_often_is_offered_once(self) -> None:
        korea = make_entity(code="KOR")
        full = make_speaker(name="Lee Hyun", name_key="hyun lee")
        for _ in range(3):
            make_speech(speaker=full, represents=korea)
        assert similar_speakers("Lee", korea) == [full]

    @pytest.mark.parametrize("name", ["", "—", "%", "%_%"])
    def test_what_is_no_name_is_like_nobody(self, name: str) -> None:
        make_speaker(name="Zhang Jun", name_key="jun zhang")
        assert similar_speakers(name, None) == []
        assert similar_events(name) == []

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("General Debate, 74th session", "General Debate, 75th session"),
            ("Seventy-fifth session of the Assembly", "Sixty-fifth session of the Assembly"),
            ("Twentieth session of the Council", "Thirtieth session of the Council"),
            ("Eleventh Review Conference", "Twelfth Review Conference"),
            ("Conference on Water, Part II", "Conference on Water, Part III"),
            ("Committee One of the Conference", "Committee Two of the Conference"),
        ],
    )
    def test_sessions_of_other_numbers_are_not_alike(self, one: str, other: str) -> None:
        make_event(name=one, name_key=fold_name(one))
        assert similar_events(other) == []

    def test_an_event_spelt_otherwise_is_offered(self) -> None:
        known = "Virtual Counter Terrorism Week, 1st session"
        event = make_event(name=known, name_key=fold_name(known))
        assert similar_events("Virtual Counter-Terrorism Weeks, 1st session") == [event]
        assert similar_events(known) == []
        assert Event.objects.count() == 1


@pytest.mark.django_db
class TestAddresses:
    def test_each_has_its_own(self) -> None:
        make_speech(slug="water")
        make_speech(slug="water-3")
        names = ["Water", "Peace", "water!", "WATER", "Peace"]
        assert free_slugs(Speech, names) == ["water-2", "peace", "water-4", "water-5", "peace-2"]

    def test_a_number_in_a_name_is_not_taken_for_another(self) -> None:
        assert free_slugs(Speech, ["water", "water 2", "water"]) == ["water", "water-2", "water-3"]

    def test_thousands_of_one_name_take_two_queries(
        self, django_assert_num_queries: object
    ) -> None:
        with django_assert_num_queries(2):  # type: ignore[operator]
            slugs = free_slugs(Speech, ["Statement"] * 3_000)
        assert len(set(slugs)) == 3_000


@pytest.mark.django_db
def test_a_speaker_renamed_by_an_editor_is_found_by_the_new_name() -> None:
    speaker = make_speaker(name="Lee", name_key="lee", scope="kor")
    form = SpeakerForm({"name": "Mr. Lee Hyun", "slug": "lee"}, instance=speaker)
    assert form.is_valid(), form.errors
    form.save()
    assert speakers_named({PersonKey.of("LEE Hyun", "KOR"): "LEE Hyun"}) == {
        PersonKey.of("Hyun Lee", None): speaker
    }
