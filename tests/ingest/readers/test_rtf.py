"""Rich Text Format: what stands on the pages comes out in any code page, and nothing else."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statements.ingest import errors
from statements.ingest.parsing import parse_extracted
from statements.ingest.readers import rtf
from statements.ingest.readers.rtf import extract

FONTS = (
    r"{\fonttbl{\f0\fnil\fcharset0 Times;}{\f1\fcharset204{\*\panose 02}Times Cyr;}"
    r"{\f2\fcharset2 Symbol;}{\f3\fcharset134 SimSun;}{\f4\fcharset178 Arabic;}"
    r"{\f5\fcharset162 Tur;}}"
)


def file(body: str, head: str = r"\ansi\ansicpg1252\deff0") -> bytes:
    return (
        rf"{{\rtf1{head}{FONTS}{{\colortbl;\red0;}}{{\info{{\title Of the file}}}}".encode("ascii")
        + body.encode("latin-1")
        + b"}"
    )


def text(body: str) -> str:
    return extract(file(body)).pages[0]


def lines(body: str) -> list[str]:
    return [line for line in text(body).split("\n") if line.strip()]


def escaped(data: bytes) -> str:
    return "".join(f"\\'{byte:02x}" for byte in data)


def as_units(words: str) -> str:
    signs = words.encode("utf-16-le")
    units = [int.from_bytes(signs[at : at + 2], "little") for at in range(0, len(signs), 2)]
    return "".join(f"\\u{unit - 65536 if unit > 32767 else unit}?" for unit in units)


WORDS = st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=8)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: f"{' '.join(words)}.")


@given(st.lists(PARAGRAPH, min_size=1, max_size=5))
@settings(max_examples=50, deadline=None)
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    extracted = extract(file("\\par ".join(map(as_units, paragraphs))))
    assert extracted.pages == ("\n\n".join(paragraphs),)
    assert not any("not exactly" in warning for warning in parse_extracted(extracted).warnings)


def test_what_the_reader_says_of_itself() -> None:
    extracted = extract(file(r"One\par Two\line lines\par"))
    assert extracted.pages == ("One\n\nTwo\nlines",)
    assert (extracted.format, extracted.paged, extracted.lines_are_paragraphs) == (
        "rtf",
        False,
        True,
    )


@pytest.mark.parametrize(
    ("font", "encoding", "words"),
    [
        (0, "cp1252", "Côte d’Ivoire"),
        (1, "cp1251", "Господин Председатель"),
        (3, "gbk", "主席先生，感谢你"),
        (4, "cp1256", "السيد الرئيس"),
        (5, "cp1254", "Sayın Başkan, ığşİ"),
    ],
)
def test_code_pages_of_fonts(font: int, encoding: str, words: str) -> None:
    assert text(rf"\f{font} " + escaped(words.encode(encoding))) == words


def test_the_code_page_of_the_file_holds_where_no_font_says_otherwise() -> None:
    words = escaped("Господин".encode("cp1251"))
    data = rf"{{\rtf1\ansi\ansicpg1251 {words}}}".encode("ascii")
    assert extract(data).pages == ("Господин",)
    data = rf"{{\rtf1\mac {escaped('né'.encode('mac_roman'))}}}".encode("ascii")
    assert extract(data).pages == ("né",)


def test_a_font_holds_to_the_end_of_its_group() -> None:
    cyrillic = escaped("да".encode("cp1251"))
    assert text(rf"\'e9{{\f1 {cyrillic}}}\'e9\f1 {cyrillic}\plain \'e9") == "éдаéдаé"


def test_the_second_byte_of_a_character_may_stand_bare() -> None:
    assert text(r"\f3 \'81A") == b"\x81A".decode("gbk")


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (r"d\u8217?I", "d’I"),
        (r"d\u8217\'92I", "d’I"),
        (r"\uc2 a\u20013\'d6\'d0b", "a中b"),
        (r"\uc0 a\u8217 b", "a’b"),
        (r"{\uc0{\u8217}}b\u8217?c", "’b’c"),
        (r"a\u8217\endash b", "a’b"),
        (r"a\u-10179?\u-8704?b", "a\U0001f600b"),
        (r"a\u-10179?b", "a�b"),
        (r"a\~b\_c\emdash d\tab e\{f\}\\", "a\u00a0b‑c—d\te{f}\\"),
        ("a\r\nb\\\r\nc", "ab\n\nc"),
        (r"a{\v hidden}b\v hidden\v0 c", "abc"),
        (r"a{\deleted gone\par}b", "ab"),
        (r"a{\*\unheard of}b{\*\bkmkstart x}c", "abc"),
        (r"a{\pict\pngblip 0a0b}b{\*\shppict{\pict 0a}}c", "abc"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt linked}}", "linked"),
        (r"{\upr{a?}{\*\ud{a\u8217?}}}b", "a’b"),
        (r"{\*\atnid AB}{\*\annotation{\*\atndate 1}aside}a", "a"),
        (r"{\revised new}{\deleted old}", "new"),
        (r"a\-b", "a\u00adb"),
        (r"\trowd\intbl Left\cell{Right\cell}{\row}\pard After", "Left\n\nRight\n\nAfter"),
        (r"{\annotation aside}a", "a"),
        (r"{\listtext\f0 1.\tab}One", "1.\tOne"),
        (r"{\pntext\f2\'b7\tab}One", "•\tOne"),
        (r"{\listtext\u-3913?\tab}One", "•\tOne"),
        (r"\f2 Words in it\f0", "Words in it"),
        (r"a\cell b\cell\row", "a\n\nb"),
        (r"{\object{\*\objdata 0a}{\result shown}}", "shown"),
    ],
)
def test_what_is_shown_is_read_and_no_more(body: str, shown: str) -> None:
    assert text(body) == shown


def test_binary_data_is_passed_over_whatever_it_holds() -> None:
    assert text("a{\\pict\\bin4 }{\\\\}b") == "ab"


def test_a_text_box_is_read_once() -> None:
    box = (
        r"{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv 1}}{\shptxt Boxed\par}}"
        r"{\shprslt{\*\do{\dptxbxtext Boxed\par}}}}"
    )
    assert lines(rf"Aro{box}und\par Next") == ["Around", "Boxed", "Next"]


def test_notes_stand_apart_with_the_numbers_that_the_text_has() -> None:
    def note(words: str, kind: str = "") -> str:
        return rf"{{\super\chftn{{\*\footnote{kind} \chftn  {words}}}}}"

    body = (
        rf"\aftnnrlc In 2030{note('First.')} peace{note('Second.')}, by law"
        rf"{note('Last.', chr(92) + 'ftnalt')}{{\super *{{\footnote * Own.}}}}."
    )
    extracted = extract(file(body))
    assert extracted.pages == ("In 2030 1 peace2, by lawi*.",)
    assert extracted.notes == ("1 First.", "2 Second.", "* Own.", "i Last.")
    assert not any("not exactly" in warning for warning in parse_extracted(extracted).warnings)


def test_a_letterhead_stands_on_top_and_other_heads_and_feet_are_left_out() -> None:
    page = r"{\field{\*\fldinst{ PAGE }}{\fldrslt 1}}"
    heads = rf"{{\header Running\par Page {page}\par}}{{\headerf Mission\par}}{{\footer Street}}"
    extracted = extract(file(heads + r"Speech\par"))
    assert extracted.pages == ("Running\n\nSpeech",)
    assert extracted.left_out == ("Page 1", "Street")
    extracted = extract(file(rf"\titlepg{heads}Speech\par\sect{{\header Later\par}}More"))
    assert extracted.pages == ("Mission\n\nSpeech\n\nMore",)
    assert extracted.left_out == ("Running", "Page 1", "Street", "Later")


@given(st.integers(0, 400))
def test_a_file_cut_short_is_refused(length: int) -> None:
    whole = file(r"One {\b two} \'e9\par" * 10)
    with pytest.raises(errors.DamagedFile):
        extract(whole[: min(length, len(whole) - 1)])


def test_what_stands_behind_the_end_is_no_part_of_it() -> None:
    assert extract(file("One") + b"}}\x00 junk{").pages == ("One",)


def test_nesting_has_a_bound() -> None:
    assert text("{" * 150 + "Deep" + "}" * 150) == "Deep"
    with pytest.raises(errors.DamagedFile):
        text("{" * 300 + "Deep" + "}" * 300)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf, "MAX_BYTES", 100)
    with pytest.raises(errors.TextTooLong):
        text("a" * 200)


def test_more_signs_than_any_speech_has_are_refused() -> None:
    with pytest.raises(errors.TextTooLong):
        text("{}" * 500_000 + "One")
    picture = "\r\n".join(["0a0b0c0d" * 16] * 20_000)
    assert text(rf"a{{\pict {picture}}}b") == "ab"


def test_a_file_without_text_is_refused() -> None:
    with pytest.raises(errors.EmptyFile):
        text(r"{\v hidden}\par")


@given(st.data())
@settings(deadline=None)
def test_damage_never_ends_in_another_error(data: st.DataObject) -> None:
    body = r"{\header a}\u8217?{\upr{a}{\*\ud{b}}}{\super\chftn{\footnote\chftn c}}\f1\'e9\uc2 x"
    damaged = bytearray(file(body))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at] = data.draw(st.sampled_from(b"{}\\'0159ufv \xff") | st.integers(0, 255))
    with contextlib.suppress(errors.IngestError):
        extract(bytes(damaged))


SIGNS = r"{ } \ud \footnote \* \upr \chftn a \fonttbl \f1 \header \shptxt \par \fldinst \'e9 \u-1"


@given(st.lists(st.sampled_from(SIGNS.split())))
@settings(deadline=None)
def test_control_words_in_any_order_break_nothing(words: list[str]) -> None:
    with contextlib.suppress(errors.IngestError):
        text(" ".join(words))
