"""PDF pages: reading order, notes, marks and directions, as their geometry tells them."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from statements.ingest.parsing import parse_extracted
from statements.ingest.readers.pdf import extract
from statements.ingest.readers.pdf_layout import page_text
from statements.ingest.readers.pdf_words import Word

WIDTH, HEIGHT = A4
SENTENCE = "We support the treaty and all of its members, who have signed it without delay."
GARBLED = "The words read are not exactly"


def measured(text: str, size: float) -> float:
    return stringWidth(text, "Times-Roman", size)


def wrapped(text: str, width: float, size: float) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if line and measured(f"{line} {word}", size) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


class Sheet:
    """Draws pieces of text where they are wanted, and paragraphs downwards from `y`."""

    def __init__(self) -> None:
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4)
        self.y = HEIGHT - 90

    def draw(self, x: float, y: float, text: str, size: float = 12) -> float:
        """Draws the text and gives the place behind it."""
        self.canvas.setFont("Times-Roman", size)
        self.canvas.drawString(x, y, text)
        return x + measured(text, size)

    def paragraph(
        self, text: str, left: float = 70, width: float = 455, size: float = 12, indent: float = 0
    ) -> None:
        first, *others = wrapped(text, width - indent, size)
        self.draw(left + indent, self.y, first, size)
        for line in wrapped(" ".join(others), width, size) if others else ():
            self.y -= size * 1.25
            self.draw(left, self.y, line, size)
        self.y -= size * 2.25

    def page(self) -> str:
        self.canvas.showPage()
        self.canvas.save()
        return extract(self.file.getvalue()).pages[0]


def lines(page: str) -> list[str]:
    return [line.strip() for line in page.split("\n") if line.strip()]


@pytest.mark.parametrize("count", [2, 3])
def test_columns_come_one_by_one_between_the_heads_and_feet_in_the_corners(count: int) -> None:
    sheet = Sheet()
    sheet.draw(70, HEIGHT - 40, "A/75/PV.4", 9)
    sheet.draw(430, HEIGHT - 40, "22 September 2020", 9)
    sheet.draw(70, 40, "20-00001", 9)
    sheet.draw(510, 40, "3/12", 9)
    spoken = [[f"Column {c}, {n}. {SENTENCE}" for n in range(4)] for c in range(count)]
    for number, column in enumerate(spoken):
        sheet.y = HEIGHT - 90
        for text in column:
            sheet.paragraph(text, left=70 + number * 480 / count, width=440 / count, size=9)
    head, foot = ["A/75/PV.4", "22 September 2020"], ["20-00001", "3/12"]
    expected = [*head, *(text for column in spoken for text in column), *foot]
    assert " ".join(lines(sheet.page())) == " ".join(expected)


def test_columns_whose_lines_are_not_level_have_no_head() -> None:
    sheet = Sheet()
    spoken = [[f"Column {c}, {n}. {SENTENCE * (n + c)}" for n in (1, 6, 5)] for c in (1, 2)]
    for number, column in enumerate(spoken):
        sheet.y = HEIGHT - 90
        for text in column:
            sheet.paragraph(text, left=70 + number * 240, width=215, size=10)
            sheet.y += 6 * number
    words = [word for column in spoken for text in column for word in text.split()]
    assert sheet.page().split() == words


def test_short_labels_beside_their_text_are_no_column() -> None:
    sheet = Sheet()
    labels = [f"Item {letter}" for letter in "ABCDEF"]
    for label in labels:
        sheet.draw(70, sheet.y, label)
        sheet.paragraph(f"{label} says this of the treaty and its members", left=180, width=300)
    found = " ".join(lines(sheet.page()))
    assert found == " ".join(f"{x} {x} says this of the treaty and its members" for x in labels)


def test_a_line_in_larger_type_stands_apart() -> None:
    sheet = Sheet()
    sheet.draw(70, 715, "On the treaty", 16)
    sheet.draw(70, 700, "We support the treaty, and all of")
    sheet.draw(70, 686, "its members.")
    assert sheet.page() == "On the treaty\n\nWe support the treaty, and all of\nits members."


def test_an_initial_over_two_lines_begins_its_word() -> None:
    sheet = Sheet()
    sheet.draw(40, 648, "W", 40)
    sheet.draw(80, 664, "e the peoples of the United Nations")
    sheet.draw(80, 648, "are determined.")
    words = "We the peoples of the United Nations are determined."
    assert " ".join(lines(sheet.page())) == words


def test_a_sentence_goes_on_in_the_next_column() -> None:
    sheet = Sheet()
    for left, opening in ((70, "First"), (310, "second")):
        sheet.y = HEIGHT - 90
        for n in range(3):
            sheet.paragraph(f"{opening} {n}: {SENTENCE}", left=left, width=215, size=10)
    page = sheet.page()
    assert "\n\nFirst 2:" in page
    assert "delay.\nsecond 0:" in page


def test_the_number_of_an_item_stays_with_its_text() -> None:
    sheet = Sheet()
    for number in (1, 2, 3):
        sheet.draw(70, sheet.y, f"{number}.")
        sheet.paragraph(f"Item {number}: {SENTENCE} {SENTENCE}", left=120, width=400)
    assert [line.split(":")[0] for line in lines(sheet.page()) if ":" in line] == [
        "1. Item 1",
        "2. Item 2",
        "3. Item 3",
    ]


def test_a_word_broken_at_a_lines_end_does_not_take_the_next_line_along() -> None:
    sheet = Sheet()
    sheet.draw(70, 700, "We speak of the secu-")
    sheet.draw(70, 685, "rity of all.")
    assert lines(sheet.page()) == ["We speak of the secu-", "rity of all."]


@pytest.mark.parametrize("narrower", [0, 2, 2.8])
def test_words_that_are_set_close_stay_apart(narrower: float) -> None:
    sheet = Sheet()
    text = sheet.canvas.beginText(70, 700)
    text.setFont("Times-Roman", 12)
    text.setWordSpace(-narrower)
    text.textLine(SENTENCE)
    sheet.canvas.drawText(text)
    assert lines(sheet.page()) == [SENTENCE]


def with_mark(sheet: Sheet, x: float, y: float, text: str, mark: str) -> float:
    return sheet.draw(sheet.draw(x, y, text), y + 4.5, mark, 7)


def test_raised_marks_stand_behind_their_word_and_do_not_lengthen_a_number() -> None:
    sheet = Sheet()
    x = with_mark(sheet, 70, 700, "We want peace", "1")
    x = with_mark(sheet, x, 700, ", as in 2020", "2")
    x = with_mark(sheet, x, 700, " on the 1", "st")
    sheet.draw(x, 700, " day.")
    assert lines(sheet.page()) == ["We want peace1, as in 2020² on the 1st day."]


def test_notes_with_raised_marks_are_taken_out_in_order_and_whole() -> None:
    sheet = Sheet()
    sheet.paragraph(SENTENCE * 3)
    end = with_mark(sheet, 70, 650, "We want peace", "1")
    with_mark(sheet, end, 650, ", and security in the years to come.", "2")
    sheet.draw(70, 635, "It is for all nations to keep the Security Council strong.")
    sheet.draw(sheet.draw(70, 103, "1", 6) + 2, 100, "See what was said on secu-", 9)
    sheet.draw(70, 89, "rity by 193 members of the United Nations in", 9)
    sheet.draw(70, 78, "2020 and before.", 9)
    sheet.draw(sheet.draw(70, 70, "2", 6) + 2, 67, "Ibid.", 9)
    sheet.draw(290, 40, "7")
    sheet.canvas.save()
    extracted = extract(sheet.file.getvalue())
    said = (
        "1 See what was said on security by 193 members of the United Nations in 2020 and before."
    )
    assert extracted.notes == (said, "2 Ibid.")
    assert lines(extracted.pages[0])[-2:] == [
        "It is for all nations to keep the Security Council strong.",
        "7",
    ]


def test_small_print_that_nothing_cites_stays_in_the_text() -> None:
    sheet = Sheet()
    sheet.paragraph(SENTENCE * 3)
    sheet.draw(70, 80, "1 Street of the Nations, Norlandia", 8)
    assert lines(sheet.page())[-1] == "1 Street of the Nations, Norlandia"


def test_stamps_across_the_page_are_left_out() -> None:
    sheet = Sheet()
    sheet.paragraph(SENTENCE * 3)
    for angle, stamp in ((45, "DRAFT"), (90, "received")):
        sheet.canvas.saveState()
        sheet.canvas.translate(300, 300)
        sheet.canvas.rotate(angle)
        sheet.draw(0, 0, stamp, 30)
        sheet.canvas.restoreState()
    sheet.canvas.save()
    extracted = extract(sheet.file.getvalue())
    assert " ".join(lines(extracted.pages[0])).split() == (SENTENCE * 3).split()
    assert extracted.left_out == ("DRAFT received",)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_turned(angle: int) -> None:
    sheet = Sheet()
    sheet.canvas.translate(WIDTH / 2, HEIGHT / 2)
    sheet.canvas.rotate(angle)
    sheet.canvas.translate(-WIDTH / 2, -WIDTH / 2)
    sheet.y = 500
    sheet.paragraph(SENTENCE * 3)
    sheet.paragraph("The second paragraph.")
    found = sheet.page()
    assert found.endswith("\n\nThe second paragraph.")
    assert lines(found)[0] == wrapped(SENTENCE * 3, 455, 12)[0]


def test_type_that_is_scaled_has_its_size_from_the_scale() -> None:
    sheet = Sheet()
    sheet.canvas.scale(12, 12)
    for number, line in enumerate(wrapped(SENTENCE * 4, 455, 12)):
        sheet.draw(6, 60 - 1.25 * number, line, 1)
    assert lines(sheet.page()) == wrapped(SENTENCE * 4, 455, 12)


def test_first_lines_show_their_indent() -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.paragraph(SENTENCE * 3, indent=36)
        sheet.y += 12
    shown = sheet.page().split("\n")
    assert "" not in shown
    assert [line.startswith("    We") for line in shown].count(True) == 3
    assert [line.startswith(" ") for line in shown].count(True) == 3


def arabic(texts: list[str], right: float, baseline: float) -> list[Word]:
    """The words of a line, in logical order, set from the right edge to the left."""
    words = []
    for text in texts:
        words.append(
            Word(text=text, left=right - 20, right=right, baseline=baseline, size=12, turn=0)
        )
        right -= 23
    return words


def test_right_to_left_lines_and_columns_are_in_logical_order() -> None:
    said = ["السيد", "الرئيس", "نشكركم", "على", "هذا", "الاجتماع", "اليوم"]
    words = []
    for right in (520, 280):
        for number in range(6):
            words += arabic([f"{said[number]}{right}", *said], right, 700 - 15 * number)
    found = lines(page_text(words).text)
    assert found == [
        " ".join([f"{said[n]}{right}", *said]) for right in (520, 280) for n in range(6)
    ]


WORDS = st.text(st.characters(codec="ascii", categories=["L"]), min_size=1, max_size=12)
PARAGRAPHS = st.lists(
    st.lists(WORDS, min_size=8, max_size=70).map(lambda words: f"{' '.join(words)}."),
    min_size=1,
    max_size=6,
)


@given(PARAGRAPHS, st.sampled_from([9, 11, 12, 14]), st.sampled_from([0, 24]))
@settings(max_examples=40, deadline=None)
def test_the_words_of_one_column_come_in_order(
    paragraphs: list[str], size: float, indent: float
) -> None:
    sheet = Sheet()
    for text in [SENTENCE, *paragraphs]:
        sheet.paragraph(text, size=size, indent=indent)
    sheet.canvas.save()
    extracted = extract(sheet.file.getvalue())
    assert extracted.pages[0].split() == " ".join([SENTENCE, *paragraphs]).split()
    assert not any(GARBLED in warning for warning in parse_extracted(extracted).warnings)


@given(PARAGRAPHS)
@settings(max_examples=30, deadline=None)
def test_the_words_of_two_columns_come_in_order(paragraphs: list[str]) -> None:
    sheet = Sheet()
    filled = [f"{SENTENCE * 4} {text}" for text in paragraphs]
    for left in (60, 320):
        sheet.y = HEIGHT - 60
        for text in filled:
            sheet.paragraph(text, left=left, width=220, size=8)
    assert sheet.page().split() == " ".join([*filled, *filled]).split()


@given(st.lists(st.tuples(*[st.floats(-900, 900)] * 3, WORDS), max_size=30))
@settings(deadline=None)
def test_words_anywhere_on_a_page_are_kept(places: list[tuple[float, float, float, str]]) -> None:
    words = [
        Word(text=text, left=x, right=x + abs(width), baseline=y, size=11, turn=0)
        for x, y, width, text in places
    ]
    found = page_text(words)
    kept = "".join([found.text, *found.notes]).replace(" ", "").replace("\n", "")
    assert sorted(kept) == sorted("".join(word.text for word in words))
    assert all(before or after for before, after in pairwise(found.text.split("\n")))
