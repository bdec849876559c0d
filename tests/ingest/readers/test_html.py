"""Web pages: content and its surroundings, encodings, lists, notes, hostile pages."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.ingest.errors import DamagedFile, DeclaresEntities, EmptyFile, IngestError
from statements.ingest.parsing import parse_extracted
from statements.ingest.readers.html import extract

SPEECH = (
    "<p>Mr. President,</p><p>We support the treaty, <b>which</b> all of us have signed.</p>"
    "<p>We thank the members of the Council for their patience with this matter.</p>"
)
BODY = [
    "Mr. President,",
    "We support the treaty, which all of us have signed.",
    "We thank the members of the Council for their patience with this matter.",
]


def lines(page: str | bytes) -> list[str]:
    data = page.encode() if isinstance(page, str) else page
    return [line for line in extract(data).pages[0].split("\n") if line]


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body>{SPEECH}</body></html>",
        f"<body class='has-sidebar menu-open'><main>{SPEECH}</main></body>",
        f"<nav><a href=/>Home</a> <a href=/n>News</a></nav><article>{SPEECH}</article>",
        f"<div id=cookie-banner>We use cookies to make this site a better one.</div>{SPEECH}",
        f"<div class=page><div class=left-menu><ul><li><a href=1>A</a></ul></div>{SPEECH}</div>",
        f"<table><tr><td><a href=1>Home</a></td><td>{SPEECH}</td></tr></table>",
        f"{SPEECH}<ul><li><a href=1>Facebook</a><li><a href=2>Mail</a><li><a href=3>X</a></ul>",
        f"{SPEECH}<footer>All rights are reserved by the ministry of this country.</footer>",
        f"{SPEECH}<script>var x = '<p>no</p>'</script><style>p {{ color: red }}</style>",
        f"<div style='display:none'>A hidden sentence that nobody sees at all.</div>{SPEECH}",
        f"<div role=navigation>Main navigation</div><div><div><div>{SPEECH}</div></div></div>",
    ],
)
def test_the_content_is_told_from_what_is_around_it(page: str) -> None:
    assert lines(page) == BODY


def test_title_date_and_speaker_above_the_content_are_kept() -> None:
    page = (
        "<header><nav><a href=/>Home</a></nav></header><div class=top><h1>Remarks by Ms. Ada Berg"
        "</h1><div class=date>5 March 2020</div><div>New York</div></div>"
        f"<div class=text>{SPEECH}</div><aside>Other statements of this week.</aside>"
    )
    assert lines(page) == ["Remarks by Ms. Ada Berg", "5 March 2020", "New York", *BODY]


def test_without_a_heading_the_title_of_the_page_is_one_less_the_sites_name() -> None:
    page = f"<title>Statement on the treaty | Mission of Norlandia</title><div>{SPEECH}</div>"
    assert lines(page) == ["Statement on the treaty", *BODY]


def test_what_is_left_out_is_told() -> None:
    page = f"<nav>Home News</nav><main>{SPEECH}</main><footer>© Norlandia</footer>"
    assert extract(page.encode()).left_out == ("Home News", "© Norlandia")


def test_lists_have_their_marks_and_breaks_are_lines() -> None:
    page = (
        f"{SPEECH}<ol start=3><li>Third.<li><p>Fourth.</p></ol><ol type=a><li>Of letters.</ol>"
        "<ul><li>Any.</ul><p>One<br>two</p>"
    )
    assert lines(page)[3:] == ["3. Third.", "4. Fourth.", "a. Of letters.", "• Any.", "One", "two"]


def test_footnotes_stand_apart() -> None:
    page = (
        f"{SPEECH}<p>As agreed.<sup><a href='#_ftn1'>[1]</a></sup></p>"
        "<p><a name='_ftn1'></a>[1] See the charter.</p>"
    )
    extracted = extract(page.encode())
    assert extracted.pages[0].endswith("As agreed.[1]")
    assert extracted.notes == ("[1] See the charter.",)
    assert parse_extracted(extracted).sign_off == ("[1] See the charter.",)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "cp1251"),
        ("<meta charset=iso-8859-1>", "utf-16"),
        ("", "utf-8"),
        ("", "cp1252"),
        ("<meta charset=no-such-thing>", "utf-8"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    word = "речь" if encoding == "cp1251" else "Türkiye’s côte"
    page = f"<html><head>{head}</head><body>{SPEECH}<p>{word} of the matter.</p></body></html>"
    assert lines(page.encode(encoding))[-1] == f"{word} of the matter."


def test_a_page_with_lines_of_its_own_is_joined_like_text() -> None:
    wrapped = "<br>".join(
        [
            "We support the treaty, which all of the members",
            "have signed, and we call on those who have not",
            "done so to sign it without any further delay, so",
            "that it may come into force in the present year",
            "and serve the peoples for whom it was made.",
        ]
    )
    extracted = extract(f"<p>{wrapped}</p>".encode())
    assert not extracted.lines_are_paragraphs
    assert len(parse_extracted(extracted).paragraphs) == 1


def test_a_saved_web_archive_is_read() -> None:
    archive = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
        "\r\n\r\n<meta charset=3Dutf-8>" + SPEECH.replace("=", "=3D") + "\r\n--b--\r\n"
    )
    assert lines(archive) == BODY


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ('<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><p>&b;</p>', DeclaresEntities),
        ("<html><body><script>alert(1)</script></body></html>", EmptyFile),
        ("<html></html>", EmptyFile),
        ("<div>" * 5_000 + "We support the treaty." + "</div>" * 5_000, DamagedFile),
    ],
    ids=["entities", "script only", "nothing", "deep"],
)
def test_what_cannot_be_read_is_refused(page: str, error: type[IngestError]) -> None:
    with pytest.raises(error):
        extract(page.encode())


WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8).filter(str.isalnum)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: " ".join(words) + ".")


@given(st.lists(PARAGRAPH, min_size=1, max_size=8))
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    page = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    extracted = extract(f"<html><body><nav>Home</nav>{page}</body></html>".encode())
    assert " ".join(extracted.pages[0].split()) == " ".join(" ".join(paragraphs).split())
