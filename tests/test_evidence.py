"""The paragraphs shown of a hit, and where its words are marked."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.test import Client

from statements.evidence import TITLE, Passage, marks_in, passages
from statements.holdings import current
from statements.models import Speech
from statements.search.marking import MARK_START, MARK_STOP, without_signs
from statements.search.query import parse
from statements.searching.understanding import Understood, understand
from tests import factories
from tests.factories import make_paragraph, make_speech

pytestmark = pytest.mark.django_db


def understood(typed: str) -> Understood:
    return understand(parse(typed), current())


def shown(speech: Speech, typed: str, per_speech: int = 3) -> list[Passage]:
    return passages([speech], understood(typed), per_speech).get(speech.pk, [])


def speech_of(*texts: str) -> Speech:
    speech = make_speech(text="\n\n".join(texts))
    for number, text in enumerate(texts, 1):
        make_paragraph(speech, number=number, text=text)
    return speech


def test_evidence_is_the_best_paragraphs_in_reading_order_with_marks() -> None:
    speech = speech_of(
        "Trade.",
        "Peace, peace and peace.",
        "Nothing.",
        "Peace and trade go together.",
        "Peace.",
    )
    passages = shown(speech, "peace trade", per_speech=2)
    assert [passage.number for passage in passages] == [2, 4]
    assert f"{MARK_START}trade{MARK_STOP}" in passages[1].headline


def test_a_paragraph_that_holds_the_whole_query_comes_before_any_part() -> None:
    speech = speech_of("Peace " * 10, "Trade " * 10, "Peace and trade.", "Peace, but no trade.")
    assert [p.number for p in shown(speech, '"peace and trade"', per_speech=1)] == [3]
    assert [p.number for p in shown(speech, "peace trade", per_speech=2)] == [3, 4]
    assert [p.number for p in shown(speech, "lang:en peace trade", per_speech=1)] == [3]


def test_evidence_does_not_show_what_must_be_absent() -> None:
    assert shown(speech_of("Peace."), "-war") == []
    assert [p.number for p in shown(speech_of("War.", "Peace."), "peace -war")] == [2]


def test_a_field_is_no_words_to_show() -> None:
    assert shown(speech_of("We speak English."), "lang:en") == []


def test_the_other_names_that_were_searched_for_are_shown() -> None:
    union = factories.make_entity("organization", name="Union of Bays")
    union.names.create(text="Union of Bays", kind="official")
    union.names.create(text="UNOB", kind="acronym", case_sensitive=True)
    speech = speech_of("Members of UNOB met.", "The Union of Bays met.", "Others met.")
    assert [p.number for p in shown(speech, "UNOB")] == [1, 2]


def test_evidence_keeps_what_looks_like_markup(client: Client) -> None:
    speech_of("Peace <script>alert(1)</script> & R&D &amp; all.")
    page = client.get("/speeches/?q=peace").content.decode()
    escaped = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; R&amp;D &amp;amp; all."
    assert f"<mark>Peace</mark> {escaped}</span>" in page


def test_evidence_costs_the_same_whatever_the_number(django_assert_num_queries) -> None:
    speeches = [speech_of("Peace.") for _ in range(5)]
    query, nothing = understood("peace"), understood("")
    # Two, within a transaction that limits their time.
    with django_assert_num_queries(6):
        assert len(passages(speeches, query)) == 5
    with django_assert_num_queries(0):
        assert passages([], query) == {}
        assert passages(speeches, nothing) == {}


def test_evidence_leads_to_its_words() -> None:
    long = " ".join(f"Word{number} follows." for number in range(60))
    speech = speech_of("We want <peace> & trade-offs.", f"{long} A just peace is our aim. {long}")
    first, second = shown(speech, "peace")
    assert first.fragment == "p1:~:text=We%20want%20%3Cpeace%3E%20%26%20trade%2Doffs."
    start, _, end = second.fragment.removeprefix("p2:~:text=").partition(",")
    quoted = without_signs(second.headline).strip("… ")
    assert quoted.startswith(unquote(start))
    assert quoted.endswith(unquote(end).removesuffix("."))


def marked(typed: str, **fields: str) -> list[str]:
    """The searched words of a statement's one paragraph, as they stand in it."""
    paragraph = make_paragraph(make_speech(language=fields.get("language", "en")), **fields)
    found = marks_in(paragraph.speech, understood(typed).tree).get(paragraph.number, [])
    return [paragraph.text[mark.start : mark.end] for mark in found]


@pytest.mark.parametrize(
    ("language", "text", "typed", "words"),
    [
        ("en", "Treaties & <the treaty> &amp; &lt;.", "treaty", ["Treaties", "treaty"]),
        ("en", "Treaties & <the treaty> &amp; &lt;.", "=treaty", ["treaty"]),
        ("en", "Treaties & <the treaty> &amp; &lt;.", "treati*", ["Treaties"]),
        ("en", "We want peace, not war.", "peace -trade", ["peace"]),
        ("en", "Counter-terrorism needs R&D.", "counter-terrorism", ["Counter-terrorism"]),
        ("en", "See http://example.org/a?b=1&c=2 closely.", "close", ["closely"]),
        ("en", "See http://example.org/a?b=1&c=2.", "example.org", ["example.org"]),
        ("en", f"Peace {'x' * 2048} and <peace>", "peace", ["Peace", "peace"]),
        ("en", "𝔸 first: peace\n\tpeace", "peace", ["peace\n\tpeace"]),
        ("es", "Apoyamos la resolución.", "resoluciones", ["resolución"]),
        ("es", "Apoyamos la resolución.", "resolucion", ["resolución"]),
        ("fr", "La Côte d’Ivoire.", "cote", ["Côte"]),
        ("", "Tukaunga mkono amani.", "amani", ["amani"]),
        ("zh", "我们 支持 多边主义", "多边主义", ["多边主义"]),
        ("en", "We want peace.", "the", []),
        ("en", "We want peace.", "-peace", []),
    ],
)
def test_words_are_marked_where_they_stand(
    language: str, text: str, typed: str, words: list[str]
) -> None:
    assert marked(typed, text=text, language=language) == words


def test_only_paragraphs_that_match_are_marked_and_the_title_always_told_of() -> None:
    speech = make_speech(title="On peace", text="…")
    make_paragraph(speech, number=1, text="The climate of peace.")
    make_paragraph(speech, number=2, text="Climate change.")
    make_paragraph(make_speech(), number=3, text="Climate change elsewhere.")
    assert list(marks_in(speech, understood('"climate change"').tree)) == [TITLE, 2]
    assert marks_in(speech, understood("peace").tree)[TITLE] == [(3, 8)]
    assert marks_in(speech, None) == {}


def test_marks_cost_one_query(django_assert_num_queries) -> None:
    paragraph = make_paragraph(text="Peace.")
    tree = understood("peace or war").tree
    with django_assert_num_queries(1):
        assert len(marks_in(paragraph.speech, tree)) == 2
