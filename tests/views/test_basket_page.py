"""The basket: what goes in, comes out, and is shown of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statements import following
from statements.citing.formats import FORMATS
from statements.keeping.basket import MOST_ITEMS
from statements.models import Paragraph, Speech
from statements.stable_links import LinkKey, link_key, paragraph_keys, statement_key
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESS = "/basket/"
PAGES = [
    *("/basket/", "/basket/document/", "/basket/text/", "/basket/json/"),
    *(f"/basket/citations/{name}/" for name in FORMATS),
]
JSON = {"accept": "application/json"}


def kept(client: Client) -> str:
    return client.cookies["basket"].value if "basket" in client.cookies else ""


def shown(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def key_of(paragraph: Paragraph) -> str:
    paragraphs = paragraph.speech.paragraphs.values_list("number", "text")
    return paragraph_keys(paragraph.speech_id, paragraphs)[paragraph.number]


def test_a_statement_is_kept_and_taken_out_again(client: Client) -> None:
    speech = factories.make_speech(title="On peace")
    key = statement_key(speech.pk)
    answer = client.post(ADDRESS, {"add": key, "next": "/speeches/?q=peace"})
    assert answer.headers["Location"] == f"/speeches/?q=peace#basket-{key}"
    cookie = client.cookies["basket"]
    assert cookie.value == key
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] > 300 * 24 * 60 * 60
    assert "On peace" in shown(client)
    client.post(ADDRESS, {"remove": key})
    assert kept(client) == ""
    assert "nothing in your basket" in shown(client)


def test_a_paragraph_is_shown_with_its_words(client: Client) -> None:
    paragraph = factories.make_paragraph(number=12, text="Peace <is> our aim.")
    client.post(ADDRESS, {"add": key_of(paragraph)})
    page = shown(client)
    assert "Peace &lt;is&gt; our aim." in page
    assert f"{paragraph.speech.get_absolute_url()}#p12" in page


def test_pages_say_what_is_in_the_basket(client: Client) -> None:
    speech = factories.make_speech()
    key = statement_key(speech.pk)
    for address in ("/speeches/", speech.get_absolute_url()):
        assert f'name="add" value="{key}"' in shown(client, address)
    client.post(ADDRESS, {"add": key})
    for address in ("/speeches/", speech.get_absolute_url()):
        assert f'name="remove" value="{key}"' in shown(client, address)
        assert "data-basket-count>1<" in shown(client, address)


def test_items_are_moved_and_the_focus_goes_with_them(client: Client) -> None:
    client.cookies["basket"] = "1a.2b.3c"
    answer = client.post(ADDRESS, {"up": "3c"})
    assert (kept(client), answer.headers["Location"]) == ("1a.3c.2b", "/basket/#up-3c")
    answer = client.post(ADDRESS, {"up": "3c"})
    # The first cannot go further up: its other button is next.
    assert (kept(client), answer.headers["Location"]) == ("3c.1a.2b", "/basket/#down-3c")
    answer = client.post(ADDRESS, {"down": "1a"})
    assert (kept(client), answer.headers["Location"]) == ("3c.2b.1a", "/basket/#up-1a")


def test_what_is_emptied_can_be_had_back(client: Client) -> None:
    speech = factories.make_speech(title="On peace")
    key = statement_key(speech.pk)
    client.cookies["basket"] = key
    answer = client.post(ADDRESS, {"clear": "all"}, follow=True)
    assert kept(client) == ""
    assert f'<a href="/basket/?items={key}">' in answer.content.decode()
    assert "On peace" in shown(client, f"/basket/?items={key}")
    client.post(ADDRESS, {"keep": key})
    assert kept(client) == key


def test_a_shared_basket_is_shown_and_not_kept_unasked(client: Client) -> None:
    speech, other = factories.make_speech(title="On peace"), factories.make_speech()
    client.cookies["basket"] = statement_key(other.pk)
    page = shown(client, f"/basket/?items={statement_key(speech.pk)}.nonsense!")
    assert "On peace" in page
    assert "Keep these in my basket" in page
    assert 'name="up"' not in page
    assert kept(client) == statement_key(other.pk)


@pytest.mark.parametrize("items", ["", "!", "1A.1a", "%00", "zzzzzzzzzzzzz", "a" * 3_000])
def test_any_shared_address_opens(client: Client, items: str) -> None:
    for address in PAGES:
        shown(client, f"{address}?items={items}")


@pytest.mark.parametrize(
    "data", [{}, {"add": ""}, {"add": "<b>"}, {"keep": "!"}, {"add": "\x00"}, {"shake": "1a"}]
)
def test_what_names_nothing_changes_nothing_and_is_said(
    client: Client, data: dict[str, str]
) -> None:
    client.cookies["basket"] = "1a"
    answer = client.post(ADDRESS, {**data, "next": "/themes/"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/themes/"
    assert "Nothing was changed" in answer.content.decode()
    assert kept(client) == "1a"


def test_a_full_basket_says_so(client: Client) -> None:
    full = ".".join(str(LinkKey(number)) for number in range(1, MOST_ITEMS + 1))
    client.cookies["basket"] = full
    answer = client.post(ADDRESS, {"add": "zzz"}, follow=True)
    assert "200 items at most" in answer.content.decode()
    assert kept(client) == full
    assert client.post(ADDRESS, {"add": "zzz"}, headers=JSON).status_code == 409


@pytest.mark.parametrize("address", ["", "https://elsewhere.example/", "//elsewhere.example"])
def test_no_way_back_leads_elsewhere(client: Client, address: str) -> None:
    answer = client.post(ADDRESS, {"remove": "1a", "next": address})
    assert answer.headers["Location"] == ADDRESS


@pytest.mark.parametrize("cookie", ["\x00", "é", "..", "1a.<script>", "1" * 9_000, '"'])
def test_a_cookie_of_another_making_is_no_harm(client: Client, cookie: str) -> None:
    client.cookies["basket"] = cookie
    for address in ("/", ADDRESS, "/basket/document/"):
        assert "<script>" not in shown(client, address).replace("<script src", "")


def test_scripts_are_answered_in_json(client: Client) -> None:
    answer = client.post(ADDRESS, {"add": "1A"}, headers=JSON)
    assert answer.json() == {
        "count": 1,
        "keys": ["1a"],
        "message": "Kept. There is 1 item in the basket.",
    }
    assert client.get(ADDRESS, headers=JSON).json()["keys"] == ["1a"]
    refused = client.post(ADDRESS, {"add": "!"}, headers=JSON)
    assert refused.status_code == 400
    assert "Nothing was changed" in refused.json()["message"]


def test_other_sites_cannot_change_the_basket() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(ADDRESS, {"add": "1a"}).status_code == 403


def test_the_basket_is_never_stored_on_the_way(client: Client) -> None:
    for address in PAGES:
        assert "no-store" in client.get(address).headers["Cache-Control"]
    # Other pages show the count, so one reader's is not another's.
    assert "Cookie" in client.get("/").headers["Vary"]


def test_what_is_gone_is_said_to_be_gone(client: Client) -> None:
    speech = factories.make_speech(title="On peace")
    factories.make_paragraph(speech)
    draft = factories.make_speech(title="A secret", status="draft")
    lost = LinkKey(speech.pk, "00000000")
    client.cookies["basket"] = f"zzzz.{lost}.{statement_key(draft.pk)}"
    page = shown(client)
    assert page.count('data-testid="basket-item"') == 3
    assert page.count("no longer in the archive") == 2
    assert "no longer in this statement" in page
    assert "A secret" not in page
    assert "3 items are gone" in page
    client.force_login(User.objects.create_user("editor", is_staff=True))
    client.cookies["basket"] = statement_key(draft.pk)
    assert "A secret" in shown(client)


def test_words_that_were_changed_are_followed(client: Client) -> None:
    speech = factories.make_speech()
    old = "We support the treaty of last year and all that belongs to it."
    new = "We support the treaty of this year and all that belongs to it."
    content = {"status": "published", "paragraphs": [{"text": old}, {"text": "A thing of then."}]}
    factories.make_revision(speech, number=1, content=content)
    factories.make_paragraph(speech, number=1, text=new)
    changed, gone = link_key(speech.pk, old), link_key(speech.pk, "A thing of then.")
    client.cookies["basket"] = f"{changed}.{gone}"
    for address in (ADDRESS, "/basket/document/"):
        page = shown(client, address)
        assert new in page
        assert "like them by" in page
        assert old in page
        assert "Version 1 had it so" in page
        assert "A thing of then." in page


def test_what_was_not_looked_for_is_not_said_to_be_gone(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MOST_COMPARED", 1)
    speech = factories.make_speech()
    factories.make_paragraph(speech, text="We support the treaty of this year.")
    content = {"status": "published", "paragraphs": [{"text": "A thing."}, {"text": "Another."}]}
    factories.make_revision(speech, number=1, content=content)
    first, second = (link_key(speech.pk, text) for text in ("A thing.", "Another."))
    client.cookies["basket"] = f"{first}.{second}"
    for address in (ADDRESS, "/basket/document/", "/basket/text/"):
        page = shown(client, address)
        assert page.count("no longer in this statement") == 1
        assert page.count("was not looked for") == 1
        assert page.count("Version 1 had it so") == 2
    page = shown(client)
    assert "1 item is gone" in page
    assert f'href="/p/{second}/"' in page
    items = client.get("/basket/json/").json()["items"]
    assert [item["state"] for item in items] == ["no paragraph", "not looked for"]
    assert items[1]["kept_words"] == "Another."

    monkeypatch.setattr(following, "MOST_READ", 1)
    other = factories.make_speech()
    factories.make_paragraph(other)
    factories.make_revision(other, number=1, content=content)
    client.cookies["basket"] = f"{first}.{link_key(other.pk, 'A thing.')}"
    assert shown(client).count("Version 1 had it so") == 1
    items = client.get("/basket/json/").json()["items"]
    assert items[1]["state"] == "not looked for"
    assert items[1]["kept_words"] is items[1]["kept_version"] is None


def test_the_words_of_drafts_are_not_told(client: Client) -> None:
    speech = factories.make_speech()
    content = {"status": "draft", "paragraphs": [{"text": "A secret."}]}
    factories.make_revision(speech, number=1, content=content)
    client.cookies["basket"] = str(link_key(speech.pk, "A secret."))
    assert "A secret." not in shown(client)


def test_the_document_has_all_texts_and_their_sources(client: Client) -> None:
    speech = factories.make_speech(title="On peace")
    factories.make_paragraph(speech, number=1, text="The first.")
    second = factories.make_paragraph(speech, number=2, text="The second.")
    other = factories.make_paragraph(text="Of another.")
    client.cookies["basket"] = f"{statement_key(speech.pk)}.{key_of(other)}"
    page = shown(client, "/basket/document/")
    for text in ("The first.", second.text, "Of another."):
        assert f"<p>{text}</p>" in page
    for source in (speech.source, other.speech.source):
        assert source.sha256 in page
    assert '<a href="#item-2"' in page


def three_items(client: Client) -> tuple[Speech, Paragraph]:
    """A statement of two paragraphs, a paragraph of another, and what is gone."""
    speech = factories.make_speech(title="On peace")
    factories.make_paragraph(speech, number=1, text="The  first,\nas it stands.")
    factories.make_paragraph(speech, number=2, text="The second.")
    paragraph = factories.make_paragraph(number=12, text="“Of another”, <he> said.")
    client.cookies["basket"] = f"{statement_key(speech.pk)}.{key_of(paragraph)}.zzzz"
    return speech, paragraph


def test_the_plain_text_has_all_words_with_citations_and_sources(client: Client) -> None:
    speech, paragraph = three_items(client)
    answer = client.get("/basket/text/")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert ".txt" in answer.headers["Content-Disposition"]
    text = answer.content.decode()
    assert "[1] The  first,\nas it stands.\n" in text
    assert "[12] “Of another”, <he> said.\n" in text
    for source in (speech.source, paragraph.speech.source):
        assert source.sha256 in text
    for key in (statement_key(speech.pk), key_of(paragraph)):
        # In the citation, and in the lines of the source.
        assert text.count(f"http://testserver/p/{key}/") == 2
    assert "3. No longer in the archive: zzzz" in text
    assert f"/basket/?items={client.cookies['basket'].value}" in text


def test_programs_get_the_same(client: Client) -> None:
    speech, paragraph = three_items(client)
    items = client.get("/basket/json/").json()["items"]
    assert [item["state"] for item in items] == ["here", "here", "no statement"]
    assert [item["kind"] for item in items] == ["statement", "paragraph", "statement"]
    assert [each["number"] for each in items[0]["paragraphs"]] == [1, 2]
    assert items[1]["paragraphs"][0]["text"] == paragraph.text
    assert items[0]["source"]["sha256"] == speech.source.sha256


def test_all_are_cited_in_one_file(client: Client) -> None:
    speech, paragraph = three_items(client)
    for name, format in FORMATS.items():
        answer = client.get(f"/basket/citations/{name}/")
        assert answer.headers["Content-Type"].startswith(format.media_type)
        assert f".{format.extension}" in answer.headers["Content-Disposition"]
        text = answer.content.decode()
        for key in (statement_key(speech.pk), key_of(paragraph)):
            assert f"/p/{key}/" in text
    assert client.get("/basket/citations/papyrus/").status_code == 404


def test_a_shared_basket_is_taken_along_without_being_kept(client: Client) -> None:
    speech = factories.make_speech(title="On peace")
    key = statement_key(speech.pk)
    page = shown(client, f"/basket/?items={key}")
    assert f'href="/basket/text/?items={key}"' in page
    assert "On peace" in shown(client, f"/basket/text/?items={key}")
    assert "On peace" not in shown(client, "/basket/text/")


def test_a_paragraph_is_kept_where_it_is_cited(client: Client) -> None:
    paragraph = factories.make_paragraph(number=12)
    page = shown(client, f"{paragraph.speech.get_absolute_url()}citation/?paragraph=12")
    assert f'name="add" value="{key_of(paragraph)}"' in page


@pytest.mark.parametrize("address", PAGES)
def test_more_items_take_no_more_queries(client: Client, address: str) -> None:
    def queries(speeches: list[Speech]) -> int:
        paragraphs = [factories.make_paragraph(speech) for speech in speeches]
        keys = [statement_key(speech.pk) for speech in speeches] + [*map(key_of, paragraphs)]
        lost = [str(link_key(speech.pk, "What was never said.")) for speech in speeches]
        client.cookies["basket"] = ".".join([*keys, *lost, "zzzz"])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            shown(client, address)
        return len(asked)

    def make() -> Speech:
        fields: dict[str, Any] = {
            "speaker": factories.make_speaker(),
            "event": factories.make_event(part_of=factories.make_event()),
            "represents": factories.make_entity(),
        }
        return factories.make_speech(**fields)

    assert queries([make()]) == queries([make() for _ in range(9)])
