"""Whatever stands in an address, the list answers; feed and API may say that it is wrong."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statements.models import Speech

pytestmark = pytest.mark.usefixtures("db", "small_archive")

CLIENT = Client()

SYNTAX = st.lists(
    st.sampled_from(
        [
            *("peace", "treaty", "the", "climate", "paz", "café", "counter-terrorism", "tr*", "~"),
            *(
                '"',
                "(",
                ")",
                " OR ",
                " AND ",
                "-",
                "=",
                " /p ",
                "*",
                "~3",
                ":",
                "'",
                "\\",
                "%",
                "|",
            ),
            *("country:", "speaker:", "by:Chad", "event:Forum", "year:2020", "lang:es", "<b>", "&"),
            *(
                "before:2020",
                "after:2020-07-10",
                "theme:Peace",
                "a/b",
                "http://a.b/c?d=e",
                "x@y.org",
            ),
        ]
    ),
    max_size=14,
).map("".join)
# A server gets what is no text as bytes that are no UTF-8.
WITH_SURROGATES = st.text(st.characters(exclude_categories=()), max_size=30)
TEXTS = SYNTAX | st.text(max_size=40) | WITH_SURROGATES
ANYTHING = st.text(max_size=12)
PARAMS = st.fixed_dictionaries(
    {"q": TEXTS},
    optional={
        "unit": st.sampled_from(["speech", "paragraph"]) | ANYTHING,
        "sort": st.sampled_from(["relevance", "newest", "oldest"]) | ANYTHING,
        "names": st.sampled_from(["all", "typed"]) | ANYTHING,
        "year": st.sampled_from(["2020", "0000", "99999"]) | ANYTHING,
        "from": st.sampled_from(["2020", "2020-07", "0001", "9999-12-31", "2021-02-29"]) | ANYTHING,
        "to": st.sampled_from(["2020", "2020-07", "0001", "9999-12-31"]) | ANYTHING,
        "language": st.sampled_from(["en", "fr", "\x00"]) | ANYTHING,
        "country": ANYTHING,
        "speaker": ANYTHING,
        "represents": ANYTHING,
        "page": st.sampled_from(["1", "last"]),
    },
)


def encoded(params: dict[str, str]) -> str:
    return urlencode(params, errors="surrogatepass", quote_via=quote)


@settings(max_examples=120)
@given(params=PARAMS)
@example({"q": "a\x00b"})
@example({"q": "\ud800 \udfff"})
@example({"q": "peace " * 833})
@example({"q": "x" * 5_000})
@example({"q": '"' + "peace the " * 99 + '"', "unit": "paragraph"})
@example({"q": "(" * 400 + "peace" + ")" * 400})
@example({"q": "peace (year:2020 OR -lang:es)", "unit": "paragraph"})
@example({"q": "peace /p (by:Chad OR climate)"})
@example({"q": "year:2020 OR year:2021", "unit": "paragraph"})
@example({"q": "-(peace /p climate) country:nowhere", "unit": "paragraph", "sort": "relevance"})
@example({"q": "before:1000 after:2999 year:1000..2999"})
def test_the_list_always_answers(params: dict[str, str]) -> None:
    assert CLIENT.get(f"/speeches/?{encoded(params)}").status_code == 200


@settings(max_examples=40)
@given(params=PARAMS)
@example({"q": "a\x00b", "country": "\x00"})
@example({"q": "x" * 5_000})
def test_feed_and_api_answer_or_say_what_is_wrong(params: dict[str, str]) -> None:
    params.pop("page", None)
    for address in ("/feeds/speeches/", "/api/v1/speeches/"):
        assert CLIENT.get(f"{address}?{encoded(params)}").status_code in {200, 400}, address


@pytest.mark.parametrize("value", ["%", "%s", "%(x)s", "100 %d", "\x00", "a" * 5_000])
@pytest.mark.parametrize(
    "name",
    [
        *("country", "theme", "organization", "document", "speaker", "event", "represents"),
        *("year", "language", "from", "to", "unit", "sort", "names", "page"),
    ],
)
def test_what_is_wrong_is_told_as_it_was_typed(name: str, value: str) -> None:
    for address in ("/speeches/", "/feeds/speeches/"):
        assert CLIENT.get(address, {name: value}).status_code in {200, 400, 404}
    response = CLIENT.get("/api/v1/speeches/", {name: value})
    assert response.status_code in {200, 400, 404}
    if name in {"country", "year", "from"} and "%" in value:
        assert f"“{value}”" in response.json()[name][0]


@settings(max_examples=40)
@given(text=TEXTS)
@example(text="-peace")
@example(text="\x00")
def test_a_statement_always_shows_its_marks(text: str) -> None:
    for speech in Speech.objects.published()[:2]:
        address = f"{speech.get_absolute_url()}?{encoded({'q': text})}"
        assert CLIENT.get(address).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "\x00", ""])
def test_a_page_that_is_not_there_is_not_found(page: str) -> None:
    for address in ("/speeches/", "/api/v1/speeches/"):
        assert CLIENT.get(address, {"q": "peace", "page": page}).status_code in {200, 404}
