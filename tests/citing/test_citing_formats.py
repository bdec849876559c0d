"""Every format against golden files, and read back by programs that others wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pybtex.database
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from statements.citing.formats import FORMATS, PROSE, Format, with_citation
from statements.citing.keys import unique_keys
from statements.citing.records import Cited, PartialDate, one_line
from tests.citing.samples import ACCESSED, SAMPLES

EXPECTED = Path(__file__).parent / "expected"

texts = st.text(max_size=40) | st.sampled_from(
    ["{", "}", "\\", "\\}", "%", "@misc{", "a\r\nER  - ", "TY  - BOOK", "“a", "A & B", "and", "»"]
)
days = st.dates(min_value=date(1000, 1, 1))
dates = st.none() | days.flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate.of(day)]
    )
)
anything = st.builds(
    Cited,
    **dict.fromkeys(
        ("title", "speaker", "honorific", "role", "represents", "event", "part_of", "place"), texts
    ),
    on_behalf_of=st.lists(texts, max_size=3).map(tuple),
    date=dates,
    language=st.sampled_from(["", "en", "fr", "ar", "tlh"]),
    url=st.just("https://archive.example.org/p/a-1/"),
    paragraph=st.none() | st.integers(1, 999),
    page=st.none() | st.integers(1, 99),
    version=st.integers(1, 99),
    version_date=st.none() | days,
    accessed=days,
    source_url=texts,
    source_filename=texts,
    source_sha256=st.just("0" * 64),
    archive=st.just("Statement Archive"),
)
many = st.lists(anything, max_size=4)


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("name", SAMPLES)
def test_citations_are_as_expected(name: str, format: Format) -> None:
    expected = (EXPECTED / f"{name}.{format.key}.{format.extension}").read_bytes()
    assert format.cite(SAMPLES[name]).encode() == expected


# ---- Programs read them


def read_bibtex(text: str) -> dict[str, Any]:
    return dict(pybtex.database.parse_string(text, "bibtex").entries)


def as_typed(value: str) -> str:
    """The text of a field without the commands that stand for characters of TeX."""
    spelled = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciitilde": "~"}
    spelled["asciicircum"] = "^"
    value = re.sub(r"\\([#$%&_])", r"\1", value)
    parts = re.split(r"\{\\text([a-z]+)\}", value)
    return "".join(spelled[part] if odd % 2 else part for odd, part in enumerate(parts))


def folded(text: str) -> str:
    """As readers of both formats give it back: blanks folded, none at the ends."""
    return " ".join(text.split())


@given(anything)
def test_bibtex_gives_back_what_was_put_in(cited: Cited) -> None:
    ((key, entry),) = read_bibtex(FORMATS["bibtex"].cite(cited)).items()
    assert re.fullmatch("[a-z0-9]+", key)
    fields = entry.fields
    assert folded(as_typed(fields["title"][1:-1])) == folded(cited.title or "Statement")
    assert folded(as_typed(fields.get("venue", ""))) == folded(cited.place)
    assert fields["url"] == cited.url
    assert fields["urldate"] == cited.accessed.isoformat()
    assert fields["version"] == str(cited.version)
    assert fields.get("eventdate", "") == (cited.date.iso if cited.date else "")
    assert len(entry.persons.get("author", [])) == bool(folded(cited.author))


@given(anything)
def test_ris_gives_back_what_was_put_in(cited: Cited) -> None:
    text = FORMATS["ris"].cite(cited)
    assert text.count("\n") == text.count("\r\n")
    (entry,) = rispy.loads(text)
    assert entry["type_of_reference"] == "SLIDE"
    assert folded(entry["title"]) == folded(cited.title or "Statement")
    (author,) = entry.get("authors", [""])
    if cited.speaker:
        assert folded(author) == folded(cited.author)
    else:
        # What comes after the first comma would be taken for a given name.
        assert author.partition(",") == (
            folded(cited.author.replace(",", " ")),
            "," * bool(author),
            "",
        )
    assert entry["urls"] == [cited.url]
    assert entry["access_date"].replace("/", "-").strip("-") == cited.accessed.isoformat()
    assert entry.get("date", "").replace("/", "-").strip("-") == (
        cited.date.iso if cited.date else ""
    )


#: Those of the names that the schema of CSL-JSON 1.0.2 allows which are used.
CSL_TEXTS = {
    *("id", "type", "title", "genre", "event-title", "event", "event-place", "language"),
    *("version", "archive", "URL", "note"),
}


@given(many)
def test_csl_json_has_the_form_of_the_schema(items: Sequence[Cited]) -> None:
    entries = json.loads(FORMATS["csl-json"].cite_all(items))
    assert [entry.get("title", "") for entry in entries] == [cited.title for cited in items]
    for entry in entries:
        assert entry["type"] == "speech"
        assert entry.keys() <= CSL_TEXTS | {"author", "issued", "accessed"}
        assert all(isinstance(entry[name], str) for name in CSL_TEXTS & entry.keys())
        assert all(name.keys() == {"literal"} for name in entry.get("author", []))
        for name in {"issued", "accessed"} & entry.keys():
            ((*parts,),) = entry[name]["date-parts"]
            assert 1 <= len(parts) <= 3
            assert all(isinstance(part, int) for part in parts)


@given(many)
def test_a_file_of_many_holds_each_under_a_key_of_its_own(items: Sequence[Cited]) -> None:
    keys = unique_keys(items)
    assert len(set(keys)) == len(items)
    assert list(read_bibtex(FORMATS["bibtex"].cite_all(items))) == keys
    assert [entry["id"] for entry in rispy.loads(FORMATS["ris"].cite_all(items))] == keys
    assert [entry["id"] for entry in json.loads(FORMATS["csl-json"].cite_all(items))] == keys


def test_the_same_statement_twice_is_told_apart() -> None:
    cited = SAMPLES["full"]
    other = replace(cited, paragraph=None)
    assert unique_keys([cited, other, cited]) == [
        *("ingridvogeltamm2023p12", "ingridvogeltamm2023", "ingridvogeltamm2023p12-2"),
    ]


# ---- People read them


@pytest.mark.parametrize("format", PROSE.values(), ids=PROSE)
@given(cited=anything)
def test_what_is_not_known_leaves_no_stray_punctuation(format: Format, cited: Cited) -> None:
    names = ("title", "speaker", "role", "represents", "event", "place")
    # Words in the place of those that are known: punctuation of their own is theirs.
    known = dict.fromkeys((name for name in names if getattr(cited, name)), "Word")
    citation = format.cite(replace(cited, **known, part_of="", on_behalf_of=()))
    assert "\n" not in citation
    assert citation.endswith(".")
    assert not citation.startswith((",", " ", "."))
    for stray in (", ,", ",,", "( ", "()", " )", " ,", " .", "..", "  ", "(,", ",)", "(;"):
        assert stray not in citation.replace("…", ""), citation


@pytest.mark.parametrize("format", PROSE.values(), ids=PROSE)
def test_a_date_says_no_more_than_is_known(format: Format) -> None:
    cited = replace(SAMPLES["full"], version_date=None, accessed=ACCESSED)
    whole = format.cite(cited)
    assert "9" in whole
    month = format.cite(replace(cited, date=PartialDate(2023, 3)))
    assert "March 2023" in month
    year = format.cite(replace(cited, date=PartialDate(2023)))
    assert "2023" in year
    assert "March" not in year
    assert "2023" not in format.cite(replace(cited, date=None))


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_the_address_the_day_and_the_version_are_in_every_citation(format: Format) -> None:
    citation = format.cite(SAMPLES["full"])
    assert "https://archive.example.org/p/2s-7ab3kq9m/" in citation
    assert re.search("2026", citation)
    assert re.search("version.{0,6}3", citation, re.IGNORECASE)


def test_a_speaker_of_a_country_named_in_the_office_is_not_said_twice() -> None:
    citation = FORMATS["un"].cite(SAMPLES["untitled"])
    assert citation.count("Samoa") == 1


def test_a_larger_event_that_tells_no_more_is_not_said() -> None:
    session = "General debate, tenth session of the Assembly"
    cited = replace(SAMPLES["untitled"], event=session, part_of="General Debate of the Assembly")
    assert "General Debate of" not in FORMATS["un"].cite(cited)
    assert "Summit week" in FORMATS["un"].cite(replace(cited, part_of="Summit week"))
    # Programs that have a field for it may have it.
    assert "T3  - General Debate of the Assembly" in FORMATS["ris"].cite(cited)


def test_a_place_that_the_event_names_is_not_said_twice() -> None:
    assert FORMATS["chicago"].cite(SAMPLES["french"]).count("Dakar") == 1


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_several_paragraphs_are_cited_from_the_first_to_the_last(format: Format) -> None:
    citation = format.cite(replace(SAMPLES["full"], last_paragraph=14))
    assert re.search(r"[Pp]ara(s\.?|graphs) 12–14", citation)


@given(st.text())
def test_a_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


def test_a_quotation_stands_above_its_citation() -> None:
    assert with_citation("“Words.”", "Someone.") == "“Words.”\n— Someone."
