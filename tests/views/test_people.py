"""The pages of speakers and events."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from statements.models import Speaker, Speech
from statements.offices import Office, Seen, offices
from statements.views.office_picture import office_picture
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.date(2001, 5, 20)


def spoke(speaker: Speaker, role: str, year: int | None = None, **fields: object) -> Speech:
    date = None if year is None else datetime.date(year, 1, 1)
    return factories.make_speech(
        speaker=speaker,
        speaker_role=role,
        date=date,
        date_precision="year" if date else "",
        **fields,
    )


def seen(*years: int) -> list[Seen]:
    return [Seen(datetime.date(year, 1, 1), "year") for year in years]


def test_an_office_lasts_from_its_first_statement_to_its_last() -> None:
    jane = factories.make_speaker(name="Jane")
    kenya = factories.make_entity("country", name="Kenya")
    for year in (1999, 1995, None):
        spoke(jane, "Minister", year, represents=kenya)
    spoke(jane, "", 1980)
    spoke(jane, "Minister", 2003)
    spoke(factories.make_speaker(name="Other"), "Minister", 1970)
    assert offices(Speech.objects.filter(speaker=jane)) == [
        Office("", None, 1, seen(1980)),
        Office("Minister", kenya.pk, 3, seen(1995, 1999)),
        Office("Minister", None, 1, seen(2003)),
    ]


def test_the_picture_of_offices_puts_days_where_they_are_in_the_years() -> None:
    found = [
        Office("A", None, 2, [Seen(datetime.date(2000, 1, 1), "day"), *seen(2003)]),
        Office("B", None, 1, []),
        Office("C", None, 1, [Seen(datetime.date(2003, 12, 31), "day")]),
    ]
    picture = office_picture(found, ["a", "b", "c"])
    assert picture is not None
    assert [line.label for line in picture.lines] == ["a", "c"]
    first, last = picture.lines
    # Of four years, with one per cent free on both sides; a year alone is known by its middle.
    assert first.dots == [1.0, 1 + 98 * 3.5 / 4]
    assert 98 < last.end < 99
    assert (picture.first, picture.last) == (2000, 2003)


def test_a_single_year_makes_no_picture() -> None:
    assert office_picture([Office("A", None, 2, seen(2000, 2000))], ["a"]) is None
    assert office_picture([Office("A", None, 2, [])], ["a"]) is None


def test_a_speaker_is_seen_in_offices_and_what_is_mentioned_leads_on(client: Client) -> None:
    jane = factories.make_speaker(name="Jane", slug="jane")
    kenya = factories.make_entity("country", code="KEN", name="Kenya")
    theme = factories.make_entity("theme", code="peace", name="Peace & quiet")
    for year in (1995, 1999):
        factories.make_mention(spoke(jane, "Prime <Minister>", year, represents=kenya), theme)
    spoke(jane, "", 2003, status="draft")
    page = client.get("/speakers/jane/").content.decode()
    assert "from 1995 to 1999" in page
    assert "Offices of Jane, 1995 to 1999" in page
    assert "Prime &lt;Minister&gt; · Kenya" in page
    assert "2003" not in page
    address = "/speeches/?speaker=jane&theme=peace"
    assert f'href="{address.replace("&", "&amp;")}"' in page
    assert client.get(address).context["page_obj"].paginator.count == 2


def test_an_event_follows_its_programme_with_the_days_as_headings(client: Client) -> None:
    event = factories.make_event(name="Meeting", slug="meeting")
    for title, days, number in (("Third", 1, 3), ("Second", 0, 2), ("First", 0, 1)):
        factories.make_speech(
            title=title,
            event=event,
            date=DAY + datetime.timedelta(days=days),
            date_precision="day",
            programme_number=number,
        )
    factories.make_speech(title="Somewhen", event=event)
    response = client.get("/events/meeting/")
    sections = response.context["sections"]
    assert [[speech.title for speech in section.speeches] for section in sections] == [
        ["First", "Second"],
        ["Third"],
        ["Somewhen"],
    ]
    page = response.content.decode()
    assert "20 May 2001 to 21 May 2001" in page
    assert page.count('class="programme__part"') == 3
    assert page.index(">20 May 2001</h3>") < page.index("First") < page.index(">21 May 2001</h3>")
    assert ">undated</h3>" in page


def test_an_event_and_its_statements_agree_on_the_order(client: Client) -> None:
    event = factories.make_event(name="Meeting", slug="meeting")
    made = [
        factories.make_speech(
            event=event,
            date=DAY + datetime.timedelta(days=days),
            date_precision="day",
            programme_number=number,
        )
        # The third was given the day before; of the last two no place is known.
        for days, number in ((1, 1), (1, 2), (0, 3), (0, None), (1, None))
    ]
    sections = client.get("/events/meeting/").context["sections"]
    shown = [section.speeches for section in sections]
    assert shown == [made[:2], made[2:4], made[4:]]
    assert [str(section.first.date) for section in sections] == [
        *("2001-05-21", "2001-05-20", "2001-05-21")
    ]
    places = [client.get(speech.get_absolute_url()).context["place"].number for speech in made]
    assert places == [1, 2, 3, 4, 5]


def test_the_parts_of_a_whole_stay_whole_each_in_the_order_of_its_programme(
    client: Client,
) -> None:
    week = factories.make_event(name="Week", slug="week")
    parts = [factories.make_event(name=name, part_of=week) for name in ("B", "A", "C")]
    made = [
        factories.make_speech(
            event=event,
            date=None if days is None else DAY + datetime.timedelta(days=days),
            date_precision="" if days is None else "day",
            programme_number=number,
        )
        for event, days, number in (
            *((parts[0], 1, 1), (parts[0], 0, 2), (parts[0], 2, None)),
            # It began with the whole, which comes after it by its name.
            *((parts[1], 1, 1), (parts[1], 3, None), (week, 1, None)),
            (parts[2], None, 1),
        )
    ]
    response = client.get("/events/week/")
    assert list(response.context["object_list"]) == made
    assert [part.name for part in response.context["parts"]] == ["B", "A", "C"]


def test_an_event_of_one_day_needs_no_headings(client: Client) -> None:
    event = factories.make_event(name="Meeting", slug="meeting")
    for _ in range(2):
        factories.make_speech(event=event, date=DAY, date_precision="day")
    page = client.get("/events/meeting/").content
    assert b"programme__part" not in page
    # No level of headings is left out.
    assert b'<h3 class="hit__title">' in page
    assert b"<h4" not in page


def test_a_whole_shows_its_parts_as_they_were_held_and_who_spoke(client: Client) -> None:
    week = factories.make_event(name="Week", slug="week")
    kenya = factories.make_entity("country", code="KEN", name="Kenya")
    later = factories.make_event(name="A later meeting", part_of=week)
    sooner = factories.make_event(name="B sooner meeting", part_of=week)
    factories.make_event(name="C empty meeting", part_of=week)
    for event, days in ((later, 2), (sooner, 0), (later, 2)):
        factories.make_speech(
            event=event,
            represents=kenya,
            date=DAY + datetime.timedelta(days=days),
            date_precision="day",
        )
    factories.make_speech(event=sooner, status="draft")
    response = client.get("/events/week/")
    assert [(part.name, part.count) for part in response.context["parts"]] == [
        ("B sooner meeting", 1),
        ("A later meeting", 2),
    ]
    sections = response.context["sections"]
    assert [section.event.name for section in sections] == ["B sooner meeting", "A later meeting"]
    speaking = response.context["speaking"]
    assert [(entry.object.name, entry.count) for entry in speaking] == [("Kenya", 3)]
    found = client.get(speaking[0].statements).context["page_obj"].paginator.count
    assert found == 3
    assert b"1 country or organization" in response.content
