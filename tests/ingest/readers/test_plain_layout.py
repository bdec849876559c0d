"""Plain text with footnotes and with two columns: read on across the page, no word lost."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.ingest import parsing
from statements.ingest.document import ParsedStatement
from statements.ingest.parsing import parse_statement
from statements.ingest.readers.plain import extract
from tests.ingest.test_parsing import LONG_SPEECH, WORD, all_texts, words

TITLE = "STATEMENT BY NORLANDIA AT THE SECOND COMMITTEE ON THE PROTECTION OF GREAT LAKES\n\n"
LEFT = (
    "We thank the President for this debate and we wish to say how much we value the work of the"
    " lakes commission, which has brought the shores of our countries nearer to one another than"
    " they ever were in the years before the treaty was signed by all of us and kept by most and"
)
RIGHT = (
    "by those who came later. The waters of the north are now clean again, and the fish have come"
    " back to the rivers in which our grandparents caught them, so that there is hope for those"
    " who live from the lakes and for those who only look at them in the evening of a long day."
)
FIRST_PAGE = """\
Mr. President,

We say that the old treaty1 is good and that it is kept by most of those who
came to sign it in the year of the great flood, as the court2 has found, and
that the lakes are better guarded by it than by any other means, for which we
thank all those who have kept it and those who have come to our shores to see
"""
NOTES = """\
1 See A/75/100, paragraph 4, and the report of the Secretary-
General on it.
2 Opinion of the Court of 2019.
"""
SECOND_PAGE = """\
what was done. The work of years lies behind us, and we know that more of it
is to come. We shall do our part, as we have done it since the first of these
meetings, with all that we have.

We thank you.
"""
READ_NOTES = (
    "1 See A/75/100, paragraph 4, and the report of the Secretary-General on it.",
    "2 Opinion of the Court of 2019.",
)


@pytest.fixture(autouse=True)
def _no_language_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "detect_language", lambda _: None)


def texts(statement: ParsedStatement) -> list[str]:
    return [block.text for block in statement.paragraphs]


@pytest.mark.parametrize(
    "between",
    [
        f"\n{NOTES}\f",
        f"\n__________\n{NOTES}\f",
        f"\n{NOTES}\n- 1 -\n\f",
        f"\n{NOTES}1\n\f",
        f"\n{NOTES}\n- 1 -\n\n",
        f"__________\n\n{NOTES}\n\nPage 1 of 2\n",
        f"\n__________\n{NOTES}\n",
        NOTES,
        f"{NOTES}- 1 -\n",
        f"{NOTES}\f",
        "\n" + NOTES.replace("1 See", "¹ See").replace("2 Op", "² Op") + "\f",
        "\n" + NOTES.replace("1 See", "[1] See").replace("2 Op", "[2] Op") + "\f",
        "\n" + NOTES.replace("1 See", "1. See").replace("2 Op", "2. Op") + "\f",
    ],
)
def test_the_speech_reads_on_across_a_page_that_ends_with_notes(between: str) -> None:
    statement = parse_statement((FIRST_PAGE + between + SECOND_PAGE).encode())
    assert [note.lstrip("[¹²1]2. ") for note in statement.sign_off] == [
        note.lstrip("12 ") for note in READ_NOTES
    ]
    assert len(texts(statement)) == 3
    assert "come to our shores to see what was done." in texts(statement)[1]
    assert statement.warnings == ()


def test_notes_that_begin_anew_on_each_page_are_all_kept() -> None:
    page = f"{FIRST_PAGE}\n{NOTES}"
    statement = parse_statement(f"{page}\f{SECOND_PAGE}\f{page}\f{SECOND_PAGE}".encode())
    assert statement.sign_off == READ_NOTES * 2
    assert "come to our shores to see what was done." in texts(statement)[-2]


def test_double_spaced_pages_have_notes() -> None:
    first, notes, second = (
        "\n\n".join(line for line in text.split("\n") if line)
        for text in (FIRST_PAGE, NOTES, SECOND_PAGE)
    )
    statement = parse_statement(f"{first}\n\n\n\n{notes}\n\f{second}".encode())
    assert statement.sign_off == READ_NOTES
    assert any("come to our shores to see what was done." in text for text in texts(statement))


def test_a_note_amid_a_paragraph_that_is_one_line() -> None:
    first, second = (" ".join(page.split()) for page in (FIRST_PAGE, SECOND_PAGE))
    statement = parse_statement(f"{first}\n1 See A/75/100, paragraph 4.\n{second}".encode())
    assert statement.sign_off == ("1 See A/75/100, paragraph 4.",)
    assert "come to our shores to see what was done." in texts(statement)[-1]


def test_a_line_that_begins_with_a_figure_amid_a_sentence_is_no_note() -> None:
    text = FIRST_PAGE.rstrip() + "\n2 Ships of Maristan lay.\nThey are old, and we saw how\n1 sank."
    assert extract(f"{text}\n".encode()).notes == ()


def test_a_starred_note_at_the_end_is_a_note() -> None:
    title = "Statement by Ms. Ada Brook*\n\n"
    text = f"{title}{FIRST_PAGE}{SECOND_PAGE}\n* Delivered on behalf of Maristan too.\n"
    assert parse_statement(text.encode()).sign_off == ("* Delivered on behalf of Maristan too.",)


@pytest.mark.parametrize(
    "foot",
    [
        # What nothing cites.
        "1. We ask for more.\n2. We ask for less.",
        "* We ask for more bread.\n* We ask for less war.",
        "9 See A/75/100, paragraph 4.",
        "**We ask for more** and more.",
        # What is cited only in appearance: names, symbols, a list, emphasis.
        "20. The G20 and the A/75/L.1/Rev.20 speak of it.",
        "1 Maristan, as Corr.1 has it.",
        "(c) It is so.",
    ],
)
def test_other_lines_at_the_foot_of_a_page_stay_in_the_speech(foot: str) -> None:
    body = FIRST_PAGE.replace("treaty1", "G20").replace("court2", "L.2/Corr.1 and *the court*")
    statement = parse_statement(f"{body.rstrip()} it.\n\n{foot}\f{SECOND_PAGE}".encode())
    assert statement.source.notes == ()
    assert foot.split("\n")[0] in "\n".join(texts(statement))


def test_numbered_paragraphs_are_no_notes_though_a_figure_is_cited() -> None:
    body = FIRST_PAGE.replace("Mr. President,\n", "1. Mr. President,\n")
    statement = parse_statement(f"{body}all.\n\n2. It is so, we say.\n\f3. {SECOND_PAGE}".encode())
    assert statement.source.notes == ()


def columns(left: str, right: str, width: int = 34, gap: int = 6) -> str:
    """Two texts side by side; blank lines in them stay."""
    sides = ("\n\n".join(map(_wrapped(width), side.split("\n\n"))) for side in (left, right))
    pairs = zip_longest(*(side.split("\n") for side in sides), fillvalue="")
    return "\n".join(f"{a:<{width + gap}}{b}".rstrip() for a, b in pairs)


def _wrapped(width: int) -> Callable[[str], str]:
    return lambda text: textwrap.fill(text, width, break_on_hyphens=False)


def in_columns(text: str) -> bool:
    """Whether the reader changed the order of the lines."""
    return extract(text.encode()).pages != (text,)


@pytest.mark.parametrize("gap", [2, 3, 6, 12])
@pytest.mark.parametrize("width", [30, 34, 45])
def test_columns_are_read_one_after_the_other(width: int, gap: int) -> None:
    statement = parse_statement((TITLE + columns(LEFT, RIGHT, width, gap)).encode())
    assert texts(statement) == [f"{LEFT} {RIGHT}"]
    assert statement.byline.title == TITLE.strip()


@pytest.mark.parametrize("sides", [(f"{LEFT} {LEFT}", RIGHT), (LEFT, f"{RIGHT} {RIGHT}")])
def test_the_longer_column_is_read_to_its_end(sides: tuple[str, str]) -> None:
    statement = parse_statement((TITLE + columns(*sides)).encode())
    assert texts(statement) == [" ".join(sides)]


def test_paragraphs_of_the_longer_column_and_the_signature_below() -> None:
    text = columns(f"{LEFT} all.\n\n{RIGHT}\n\n{RIGHT}", RIGHT.capitalize()) + "\n\nAda Brook\n"
    page = extract((TITLE + text).encode()).pages[0].split("\n")
    assert page[0] == TITLE.strip()
    assert page[-2:] == ["Ada Brook", ""]
    read = texts(parse_statement((TITLE + text).encode()))
    assert read[:4] == [f"{LEFT} all.", RIGHT, RIGHT, RIGHT.capitalize()]


def test_a_heading_across_parts_two_pairs_of_columns() -> None:
    heading = "The second part of what we have to say is about the fish of all the great lakes"
    text = f"{TITLE}{columns(LEFT, RIGHT)}\n\n{heading}\n\n{columns(LEFT, RIGHT)}"
    read = texts(parse_statement(text.encode()))
    assert " ".join(read) == f"{LEFT} {RIGHT} {heading} {LEFT} {RIGHT}"


@pytest.mark.parametrize("page_break", ["\f", "\n\n- 1 -\n\n"])
def test_columns_on_several_pages_with_notes_at_their_feet(page_break: str) -> None:
    left, right = LEFT.replace("treaty", "treaty1"), RIGHT.replace("north", "north2")
    across = columns(left, right) + f"\n\n{NOTES}"
    statement = parse_statement((TITLE + across + page_break + columns(LEFT, RIGHT)).encode())
    assert statement.sign_off == READ_NOTES
    assert " ".join(texts(statement)) == f"{left} {right} {LEFT} {RIGHT}"


def test_each_column_has_its_own_notes() -> None:
    first, second = NOTES.replace("-\nG", "-G").replace("\n2", "\n\n2").strip().split("\n\n")
    left = LEFT.replace("treaty", "treaty1") + f"\n\n{first}"
    right = RIGHT.replace("north", "north2") + f"\n\n{second}"
    statement = parse_statement((TITLE + columns(left, right) + "\n\f" + SECOND_PAGE).encode())
    assert statement.sign_off == READ_NOTES


TABLE = "\n".join(
    f"{a:<30}{b}"
    for a, b in [("Norlandia", "12 ships of war"), ("Maristan", "4"), ("Altamira", "31 ships")] * 4
)
STATES = "\n".join(f"{a:<30}{b}" for a, b in [("Republic of Norlandia", "State of Maristan")] * 9)
TERMS = columns("Lake", f"{LEFT} {RIGHT}")
CELLS = "\n\n".join(
    columns(f"Question {n}: how many lakes are there in the north of your country",
            f"Answer {n}: there are as many lakes as we have counted in the last year", 36)
    for n in range(1, 6)
)  # fmt: skip
LETTERHEAD = """\
Permanent Mission of Norlandia          Tel. 212 555 0100
to the United Nations                   Fax 212 555 0101
12 Lake Street                          mission at norlandia dot example
New York                                Check against delivery
"""
SIGNATURES = """\
For the Republic of Norlandia           For the State of Maristan
Ada Brook                               Ben Stone
Permanent Representative                Permanent Representative
to the United Nations                   to the United Nations
"""
VERSE = "\n".join(
    f"{a:<24}{b}"
    for a, b in [
        ("the lakes are calm", "and the boats are home"),
        ("a wind came down", "from hills of stone"),
        ("we heard it sing", "as our fathers did"),
        ("of water and war", "of bread and rain"),
    ]
    * 3
)
ARABIC = "\n".join(
    f"{'نشكر الرئيس على هذه المناقشة المهمة اليوم':<44}{'والمياه في الشمال نظيفة مرة أخرى الآن'}"
    for _ in range(10)
)
NUMBERED = "\n".join(f"{n}.    we ask for more,    as we have said and as we say" for n in range(9))


@pytest.mark.parametrize(
    "text", [TABLE, STATES, TERMS, CELLS, LETTERHEAD, SIGNATURES, VERSE, ARABIC, NUMBERED]
)
def test_what_is_no_column_is_left_as_it_is(text: str) -> None:
    page = f"{TITLE}{text}\n\n{FIRST_PAGE}"
    assert extract(page.encode()).pages == (page,)


@given(
    left=LONG_SPEECH,
    right=LONG_SPEECH,
    width=st.integers(24, 50),
    gap=st.integers(2, 9),
    title=st.sampled_from(["", TITLE]),
)
def test_no_word_of_two_columns_is_lost(
    left: list[str], right: list[str], width: int, gap: int, title: str
) -> None:
    page = title + columns("\n\n".join(left), "\n\n".join(right), width, gap)
    statement = parse_statement(page.encode())
    read, said = words(all_texts(statement)), words([title, *left, *right])
    assert sorted(read) == sorted(said)
    assert read == said or not in_columns(page)
    assert statement.warnings == ()


@given(speech=LONG_SPEECH, notes=st.lists(st.lists(WORD, min_size=2), min_size=1, max_size=4))
def test_no_word_of_pages_with_notes_is_lost(speech: list[str], notes: list[list[str]]) -> None:
    cited = [f"{paragraph[:-1]}{n}." for n, paragraph in enumerate(speech, 1)]
    foot = [f"{n} See {' '.join(note)}." for n, note in enumerate(notes, 1)]
    lines = "\n\n".join(map(_wrapped(60), cited)).split("\n")
    half = len(lines) * 4 // 5
    page = "\n".join([*lines[:half], "", *map(_wrapped(60), foot)])
    statement = parse_statement(f"{page}\f{chr(10).join(lines[half:])}".encode())
    assert sorted(words(all_texts(statement))) == sorted(words([*cited, *foot]))
    assert statement.warnings == ()


@given(st.text(alphabet=" \n\f\t1*ab.—_[]²ا", max_size=400))
def test_no_sign_of_any_text_is_lost(text: str) -> None:
    read = extract(text.encode())
    signs = [sorted("".join(pages).split()) for pages in (read.pages + read.notes, (text,))]
    assert sorted("".join(signs[0]).replace("_", "")) == sorted("".join(signs[1]).replace("_", ""))


LINES = (
    *(
        "a word1",
        "1 See b.",
        "2. So.",
        "Notes",
        "____",
        "",
        "* c",
        "d* e2",
        "\f",
        "- 1 -",
        "and on",
    ),
    *("Madam President,", "[1] as it is", "a line of the left   and one right"),
)


@given(
    st.lists(
        st.sampled_from(LINES),
        max_size=40,
    )
)
def test_no_word_of_any_lines_is_lost_or_doubled(lines: list[str]) -> None:
    text = "\n".join(lines)
    read = extract(f"{text}\n".encode())
    found = " ".join(read.pages + read.notes).replace("____", "")
    assert sorted(found.split()) == sorted(text.replace("____", "").split())
