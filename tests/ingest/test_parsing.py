"""The whole pipeline: no word lost in any layout, nothing but an IngestError for any bytes."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.ingest import parsing
from statements.ingest.document import ParsedStatement
from statements.ingest.errors import IngestError, TextTooLong
from statements.ingest.language import detect_language
from statements.ingest.parsing import MAX_TEXT_CHARACTERS, parse_statement

VOCABULARY = """
    peace water treaty government counter-terrorism the of and in we our security nations lake
    delegation resolution cooperation development long-term trust 2030 Lindqvist Norlandia
    “ocean” children’s (annex) states, rights, world
"""
WORD = st.sampled_from(VOCABULARY.split())
SENTENCE = st.lists(WORD, min_size=4, max_size=25).map(
    lambda words: " ".join(words).rstrip(",").capitalize() + "."
)
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=6).map(" ".join)
SPEECH = st.lists(PARAGRAPH, min_size=3, max_size=9)
# Long enough that the width of the lines can be measured.
LONG_SENTENCE = st.lists(WORD, min_size=14, max_size=25).map(
    lambda words: " ".join(words).rstrip(",").capitalize() + "."
)
LONG_SPEECH = st.lists(
    st.lists(LONG_SENTENCE, min_size=3, max_size=6).map(" ".join), min_size=4, max_size=8
)


def wrapped(paragraph: str, indent: str = "") -> str:
    return textwrap.fill(paragraph, 60, initial_indent=indent, break_long_words=False)


LAYOUTS = {
    "one paragraph a line": "\n".join,
    "lines apart": "\n\n".join,
    "one line": " ".join,
    "single spaced": lambda paragraphs: "\n\n".join(map(wrapped, paragraphs)),
    "indented": lambda paragraphs: "\n".join(wrapped(p, "  ") for p in paragraphs),
    "tabbed": lambda paragraphs: "\n".join(wrapped(p, "\t") for p in paragraphs),
    "no marks": lambda paragraphs: "\n".join(map(wrapped, paragraphs)),
    "double spaced": lambda paragraphs: "\n".join(map(wrapped, paragraphs)).replace("\n", "\n\n"),
    # Two pages only: what stands at the edge of three and more is a running head.
    "pages": lambda paragraphs: (
        f"{wrapped(paragraphs[0])}\n\n- 1 -\f" + "\n\n".join(map(wrapped, paragraphs[1:])) + "\n2"
    ),
}


def words(texts: list[str]) -> list[str]:
    return " ".join(texts).replace("-", "").split()


def all_texts(statement: ParsedStatement) -> list[str]:
    paragraphs = [block.text for block in statement.paragraphs]
    return [*statement.title_block, *paragraphs, *statement.sign_off]


@pytest.fixture(autouse=True)
def _no_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "detect_language", lambda _: None)


@pytest.mark.parametrize("layout", LAYOUTS)
@given(speech=SPEECH)
def test_no_word_is_lost_in_any_layout(layout: str, speech: list[str]) -> None:
    statement = parse_statement(LAYOUTS[layout](speech).encode())
    assert words(all_texts(statement)) == words(speech)
    assert not statement.warnings


@pytest.mark.parametrize("layout", ["single spaced", "one paragraph a line", "lines apart"])
@given(speech=LONG_SPEECH)
def test_paragraphs_that_are_marked_come_back(layout: str, speech: list[str]) -> None:
    statement = parse_statement(LAYOUTS[layout](speech).encode())
    found = [text.replace("-", "") for text in all_texts(statement)]
    assert found == [paragraph.replace("-", "") for paragraph in speech]


@given(st.binary(max_size=600))
def test_any_bytes_parse_or_are_refused(data: bytes) -> None:
    try:
        parse_statement(data)
    except IngestError:
        return


@given(st.text(max_size=600))
def test_any_text_parses_or_is_refused(text: str) -> None:
    try:
        statement = parse_statement(text.encode("utf-8", errors="replace"))
    except IngestError:
        return
    assert not any("words" in warning for warning in statement.warnings)


@given(st.text("aZ .,:;-–'\"“”()[]•*_\n\t\f0123\u00ad", max_size=400))
def test_any_mixture_of_marks_keeps_its_words(text: str) -> None:
    try:
        statement = parse_statement(text.encode())
    except IngestError:
        return
    assert not any("words" in warning for warning in statement.warnings)


HOSTILE = (
    ' |a-|((((|"|“|by |- |1.|\t|of the |12 |a: |Statement by |Mr. |12 July 2020 |水|\u00ad '
    "|aaaa_b-|a\n|-\n|1\n|\n \n|a-\n|(\n|\f3\n|\f|at\n|a.\n|水\n|\u00ad\n"
)


@pytest.mark.parametrize("unit", HOSTILE.split("|"), ids=repr)
def test_hostile_repetition_is_read_or_refused(unit: str) -> None:
    text = unit * ((100_000 - 10) // len(unit)) + "end."
    try:
        statement = parse_statement(text.encode())
    except IngestError:
        return
    assert statement.paragraphs


def test_text_over_the_limit_is_refused() -> None:
    with pytest.raises(TextTooLong, match="1,000,000"):
        parse_statement(b"word " * (MAX_TEXT_CHARACTERS // 5 + 1))
    with pytest.raises(TextTooLong):
        parse_statement(b"x" * (4 * MAX_TEXT_CHARACTERS + 100))


def test_stray_characters_are_taken_out_and_declared() -> None:
    statement = parse_statement("We sup\x00port\u200b the trea\u00adty.\x1f\n".encode())
    assert [block.text for block in statement.paragraphs] == ["We support the treaty."]
    assert statement.warnings == ("2 stray control characters were taken out of the text.",)


def test_text_garbled_before_the_import_is_declared() -> None:
    statement = parse_statement("The UnionÃ©s text, we said, was not whole.".encode())
    assert "garbled" in statement.warnings[0]


def test_characters_are_composed() -> None:
    statement = parse_statement("We thank Cote d\u2019Ivoire and E\u0301tienne.".encode())
    assert "Étienne" in statement.paragraphs[0].text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We thank the President for convening this important debate on water.", "en"),
        ("Nous remercions le Président d’avoir convoqué ce débat important.", "fr"),
        ("Agradecemos al Presidente la convocatoria de este importante debate.", "es"),
        ("Мы благодарим Председателя за созыв этого важного заседания.", "ru"),
        ("نشكر الرئيس على عقد هذه الجلسة الهامة بشأن المياه.", "ar"),
        ("我们感谢主席召集今天这次关于水资源的重要会议，并愿同各方合作。", "zh"),
        ("Yes.", None),
        ("1234567890 1234567890 1234567890", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language
