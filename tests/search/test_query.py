"""What readers type, as a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.query import (
    MAX_DEPTH,
    MAX_QUERY_CHARACTERS,
    MAX_TERMS,
    After,
    And,
    Before,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    SameParagraph,
    Word,
    Years,
    parse,
    wanted_terms,
)

A, B, C, D = Word("a"), Word("b"), Word("c"), Word("d")


def both(*parts: Node) -> And:
    return And(parts)


def either(*parts: Node) -> Or:
    return Or(parts)


#: Understood as meant, so nothing is said about them.
UNDERSTOOD: dict[str, Node | None] = {
    "": None,
    " \t ": None,
    "terrorism": Word("terrorism"),
    "peace security": both(Word("peace"), Word("security")),
    "多边主义": Word("多边主义"),
    "peace\x00war": both(Word("peace"), Word("war")),
    # Quotation marks of all scripts, and those that come with text pasted from a document.
    '"international peace"': Phrase("international peace"),
    "“international peace”": Phrase("international peace"),
    "„a b“": Phrase("a b"),
    "«\u00a0a b\u00a0»": Phrase("a b"),
    "＂a b＂": Phrase("a b"),
    "「a b」": Phrase("a b"),
    '""': None,
    'a "" b': both(A, B),
    'a"b c"d': both(A, Phrase("b c"), D),
    # Operators: words bind tightest, then /p, then OR.
    "a OR b": either(A, B),
    "a or b": either(A, B),
    "a b OR c": either(both(A, B), C),
    "a (b OR c) d": both(A, either(B, C), D),
    "((a)) (b (c))": both(A, B, C),
    "(a b) OR ((c) OR d)": either(both(A, B), C, D),
    "a AND b AND": both(A, B),
    "a and b": both(A, Word("and"), B),
    "a /p b": SameParagraph((A, B)),
    "a b /P c /p d": SameParagraph((both(A, B), C, D)),
    "a /p b OR c": either(SameParagraph((A, B)), C),
    "(a /p b) /p c": SameParagraph((A, B, C)),
    "a OR(b c)": either(A, both(B, C)),
    "(a)OR(b)": either(A, B),
    # Exclusion of anything; however often it is said, it is said once.
    "a -b": both(A, Not(B)),
    "NOT a": Not(A),
    "a NOT(b OR c)": both(A, Not(either(B, C))),
    "--a": Not(A),
    "NOT NOT -a": Not(A),
    "-(-a)": A,
    "-(-OR)": Phrase("OR"),
    "−a": Not(A),
    '-"a b"': Not(Phrase("a b")),
    "-(a b) c": both(Not(both(A, B)), C),
    "-speaker:Ruiz -year:2020": both(Not(Field("speaker", "Ruiz")), Not(Years(2020, 2020))),
    "-country:(Chad OR Peru)": Not(either(Field("country", "Chad"), Field("country", "Peru"))),
    "a not b": both(A, Word("not"), B),
    "a - b": both(A, B),
    "a – b": both(A, B),
    # As it is written, by its first letters, near each other.
    "=a": Word("a", is_literal=True),
    "-=a": Not(Word("a", is_literal=True)),
    '="a b"': Phrase("a b", is_literal=True),
    "＝a": Word("a", is_literal=True),
    "disarm*": Word("disarm", is_prefix=True),
    "disarm＊,": Word("disarm", is_prefix=True),
    "=disarm*": Word("disarm", is_prefix=True),
    '"a b"~5': Near("a b", 5),
    '"a b" ~5': Near("a b", 5),
    '-"a b"~50': Not(Near("a b", 50)),
    '"a"~5': A,
    '"OR"~5': Phrase("OR"),
    # Fields.
    "speaker:Ruiz": Field("speaker", "Ruiz"),
    'SPEAKER:"Ana Ruiz"': Field("speaker", "Ana Ruiz"),
    "by:Chad,": Field("by", "Chad"),
    "language:FR": Field("lang", "FR"),
    "organisation:UNICEF": Field("organization", "UNICEF"),
    "document:S/RES/2532(2020)": Field("document", "S/RES/2532(2020)"),
    "ｓｐｅａｋｅｒ：张军": Field("speaker", "张军"),
    "（气候 OR 和平）": either(Word("气候"), Word("和平")),
    "year:2020": Years(2020, 2020),
    "year:2019..2021": Years(2019, 2021),
    'year:"2019..2021"': Years(2019, 2021),
    "year:2021-2019": Years(2019, 2021),
    "year:2019..": Years(2019, None),
    "(year:..2021)": Years(None, 2021),
    "before:2020 after:2019-7": both(Before("2020"), After("2019-07")),
    "after:2020-02-29": After("2020-02-29"),
    # A field holds for its whole group, in which words side by side are one name.
    "country:(Chad OR Cabo Verde)": either(
        Field("country", "Chad"), Field("country", "Cabo Verde")
    ),
    "country:(Chad AND Cabo Verde)": both(Field("country", "Chad"), Field("country", "Cabo Verde")),
    'country:(Chad -"Cabo Verde" (Peru OR Togo))': both(
        Field("country", "Chad"),
        Not(Field("country", "Cabo Verde")),
        either(Field("country", "Peru"), Field("country", "Togo")),
    ),
    "year:(2015 OR 2019..)": either(Years(2015, 2015), Years(2019, None)),
    "country:(Chad speaker:Ruiz)": both(Field("country", "Chad"), Field("speaker", "Ruiz")),
    # Who spoke and when holds of statements, not of paragraphs.
    "speaker:Ruiz a /p b -year:2020": both(
        Field("speaker", "Ruiz"), Not(Years(2020, 2020)), SameParagraph((A, B))
    ),
    "country:Chad /p a": SameParagraph((Field("country", "Chad"), A)),
    # Words with marks in them that look like syntax.
    "counter-terrorism": Word("counter-terrorism"),
    "S/RES/2532(2020)": Word("S/RES/2532(2020)"),
    "(see A/75/1)": both(Word("see"), Word("A/75/1")),
    "(S/RES/2532(2020))": Word("S/RES/2532(2020)"),
    "(re)affirm": Word("(re)affirm"),
    "https://a.example/x~y": Word("https://a.example/x~y"),
    "10:30": Word("10:30"),
    "and/or": Word("and/or"),
    "a+b=c": Word("a+b=c"),
    # The punctuation of a sentence is no part of its words.
    "‘Peace, security…’ (etc.)": both(Word("Peace"), Word("security"), Word("etc")),
    "U.S. ¿paz?": both(Word("U.S."), Word("paz")),
    "&| ! , a": A,
    # What no eye sees: a soft hyphen, marks of direction; but the joiner Persian spells with.
    "mul\u00adti\u200blateral\u200f": Word("multilateral"),
    "می\u200cخواهیم": Word("می\u200cخواهیم"),
    "e\u0301tat": Word("état"),
    "e\u200d \u200c": Word("e"),
}


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_query_becomes_tree(typed: str) -> None:
    query = parse(typed)
    assert query.tree == UNDERSTOOD[typed]
    if query.tree:
        assert query.notices == ()


#: Not understood, but searched for all the same: what is searched for, and what is said.
SAID: dict[str, tuple[Node | None, str]] = {
    '"unclosed phrase': (both(Word("unclosed"), Word("phrase")), "quotation mark was not closed"),
    '-"unclosed phrase': (
        both(Not(Word("unclosed")), Word("phrase")),
        "quotation mark was not closed",
    ),
    '="\u0338a': (A, "quotation mark was not closed"),
    '5" guns': (both(Word("5"), Word("guns")), "quotation mark was not closed"),
    "a OR -(b c": (either(A, Not(both(B, C))), "parenthesis was not closed"),
    "country:(Chad": (Field("country", "Chad"), "parenthesis was not closed"),
    "a) b": (both(A, B), "closing parenthesis without an opening one"),
    "OR": (Phrase("OR"), "“OR” stands alone"),
    "(or)": (Phrase("OR"), "“OR” stands alone"),
    "/p": (Phrase("/p"), "“/p” stands alone"),
    "NOT AND": (both(Phrase("NOT"), Phrase("AND")), "“AND” stands alone"),
    "a OR": (A, "“OR” needs words on both sides"),
    "OR a": (A, "“OR” needs words on both sides"),
    "a OR OR b": (either(A, B), "“OR” needs words on both sides"),
    "a /p": (A, "“/p” needs words on both sides"),
    "/p a OR b": (either(A, B), "“/p” needs words on both sides"),
    "a NOT": (A, "“NOT” needs words after it"),
    "-": (None, "nothing to search for"),
    "()": (None, "nothing to search for"),
    "- ' ((( :* &|!": (None, "parenthesis was not closed"),
    "foo:bar": (Word("foo:bar"), "no field “foo:”"),
    'foo:"a b"': (both(Word("foo"), Phrase("a b")), "no field “foo:”"),
    "speaker: Ruiz": (both(Word("speaker"), Word("Ruiz")), "“speaker:” has no value"),
    'by:"" a': (both(Word("by"), A), "“by:” has no value"),
    'by:"-"': (Word("by"), "no letter or digit that could name"),
    "by:()": (None, "“by:” has nothing in its parentheses"),
    "year:abc": (Word("year:abc"), "“abc” is not a year"),
    "year:(abc OR 2020)": (either(Word("abc"), Years(2020, 2020)), "“abc” is not a year"),
    "year:...": (Word("year"), "“year:” has no value"),
    "year:9999": (Word("year:9999"), "“9999” is not a year"),
    "after:2021-02-29": (Word("after:2021-02-29"), "“2021-02-29” is not a date"),
    "before:yesterday": (Word("before:yesterday"), "“yesterday” is not a date"),
    "=(a b)": (both(A, B), "“=” works only before"),
    "=by:Chad": (Field("by", "Chad"), "“=” works only before"),
    '="a b"~5': (Near("a b", 5), "“=” works only before"),
    "p*": (Word("p"), "at least 2 letters"),
    "*ism": (Word("ism"), "only at the end of a word"),
    "wom*n": (Word("wom*n"), "only at the end of a word"),
    '"climate chang*"': (Phrase("climate chang"), "star after quoted words"),
    '"a b"*': (Phrase("a b"), "star after quoted words"),
    '"a b"~0': (Near("a b", 1), "1 was used"),
    '"a b"~999': (Near("a b", 50), "50 was used"),
    '"a b"~': (Phrase("a b"), "needs a number"),
    "nuclear~5": (Word("nuclear"), "only after quoted words"),
    "OR~5": (Phrase("OR"), "only after quoted words"),
    "before:2020~5": (Phrase("before:2020"), "“2020~5” is not a date"),
    "~30": (Word("30"), "only after quoted words"),
    'by:"Chad"~5': (Field("by", "Chad"), "after the quoted value of a field"),
}


@pytest.mark.parametrize("typed", SAID)
def test_what_was_not_understood_is_searched_for_and_said(typed: str) -> None:
    tree, said = SAID[typed]
    query = parse(typed)
    assert query.tree == tree
    assert any(said in notice for notice in query.notices), query.notices


def test_the_same_is_said_once() -> None:
    assert len(parse("a) b) c) d)").notices) == 1


def test_a_long_query_is_cut_between_words_and_says_so() -> None:
    query = parse("word " * 1_000)
    assert len(query.text) <= MAX_QUERY_CHARACTERS
    assert query.text.endswith("word")
    assert "cut" in query.notices[0]


def test_spaces_do_not_make_a_query_long() -> None:
    assert parse("a" + " " * 5_000 + "b").notices == ()


def test_a_query_of_many_words_is_cut_and_says_so() -> None:
    query = parse(" ".join(f"w{n}" for n in range(200)))
    assert len(wanted_terms(query.tree)) == MAX_TERMS
    assert f"first {MAX_TERMS} words" in query.notices[0]


def test_terms_left_out_leave_no_operator_behind() -> None:
    query = parse("(" + " OR ".join(f"w{n}" for n in range(MAX_TERMS + 5)) + ") /p a")
    assert isinstance(query.tree, Or)
    assert query.notices == (f"Only the first {MAX_TERMS} words were searched for.",)


def test_a_query_of_one_endless_word_is_cut() -> None:
    assert len(parse("x" * 5_000).text) == MAX_QUERY_CHARACTERS


@pytest.mark.parametrize("opening", ["(", "-(", "by:(", "NOT (", "a OR (b /p "])
def test_endless_parentheses_are_read_to_a_bounded_depth(opening: str) -> None:
    closing = ")" * 30
    query = parse(opening * 30 + "Chad" + closing)
    assert any(f"{MAX_DEPTH} deep" in notice for notice in query.notices)
    assert query.tree
    assert parse(opening * 9_000 + "a" + ")" * 9_000).notices


FRAGMENTS = [
    *("a", "peace", "war", "U.S.", "S/RES/2532(2020)", "和平", "e\u0301", "\u0301", "\u200c"),
    *(" ", " ", " ", '"', "“", "(", ")", "-", "=", "*", "~", "~5", ":", ".", "..", "'", ",", "/"),
    *("OR", "or", "AND", "NOT", " /p ", " OR ", "speaker:", "country:(", "year:", "lang:", "foo:"),
    *("2019", "2019..2021", "before:2020", "after:2020-07", "−", "＊", "＂", "（", "\u00a0"),
]
TYPED = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


@given(st.text() | TYPED)
def test_nothing_typed_is_an_error(typed: str) -> None:
    query = parse(typed)
    assert bool(query) is (query.tree is not None)
    assert "\x00" not in query.text
    assert query.tree or query.notices or not query.text


@given(st.lists(st.sampled_from(["peace", "war", "or", "-arms", '"a b"', "-", "(", ")", "by:"])))
def test_every_word_typed_is_searched_for(parts: list[str]) -> None:
    tree = parse(" ".join(parts)).tree
    # A negated group would exclude it.
    if "peace" in parts and "-" not in parts:
        assert Word("peace") in wanted_terms(tree)
