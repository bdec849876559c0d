"""A stable link leads to its words, whatever became of the paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from statements import following, tracing
from statements.models import Paragraph, Speech
from statements.stable_links import link_key, statement_key
from tests import factories

pytestmark = pytest.mark.django_db

PEACE = (
    "We came here to speak of peace, which is more than the silence of weapons, and of the "
    "treaties that our parents made so that their children would not have to fight again."
)
OCEANS = (
    "The oceans rise, and with them the number of those who must leave their islands; we ask "
    "that the fund which was promised in Paris be filled before the next session begins."
)
THANKS = "I thank you, Mr. President."


def statement(*texts: str, **fields: Any) -> Speech:
    speech = factories.make_speech(**fields)
    for number, text in enumerate(texts, 1):
        factories.make_paragraph(speech, number=number, text=text)
    return speech


def version(speech: Speech, number: int, texts: Sequence[str], status: str = "published") -> None:
    content = {"status": status, "paragraphs": [{"text": text, "page": None} for text in texts]}
    factories.make_revision(speech, number=number, content=content)


def link(speech: Speech, text: str, nth: int = 1) -> str:
    return f"/p/{link_key(speech.pk, text, nth)}/"


def followed(client: Client, address: str) -> tuple[str, str]:
    """The fragment that the link leads to, and the page."""
    response = client.get(address)
    assert response.status_code == 302, response.content
    target = response["Location"]
    return urlsplit(target).fragment, client.get(target).content.decode()


def notice_in(page: str, number: int) -> str:
    """The notice within the paragraph's element."""
    paragraph = page.partition(f'id="p{number}"')[2].partition('id="p')[0]
    return paragraph.partition('class="link-notice')[2]


def test_leads_to_the_words_under_their_new_number(client: Client) -> None:
    speech = statement(PEACE, OCEANS)
    address = link(speech, OCEANS)
    assert followed(client, address)[0] == "p2"

    Paragraph.objects.filter(speech=speech, number=2).update(number=7)
    fragment, page = followed(client, address)
    assert fragment == "p7"
    assert "by its words" in notice_in(page, 7)


def test_a_link_to_the_statement_leads_to_it(client: Client) -> None:
    speech = statement(PEACE)
    response = client.get(f"/p/{statement_key(speech.pk).upper()}/")
    assert response["Location"] == speech.get_absolute_url()


def test_says_that_it_found_changed_words_by_likeness_and_shows_the_old(client: Client) -> None:
    speech = statement(THANKS, PEACE.replace("weapons", "arms & <guns>"))
    version(speech, 1, [PEACE.replace("weapons", "knives & <guns>"), THANKS])
    version(speech, 2, [THANKS, PEACE.replace("weapons", "arms & <guns>")])
    old = PEACE.replace("weapons", "knives & <guns>")
    fragment, page = followed(client, link(speech, old))
    assert fragment == "p2"
    notice = notice_in(page, 2)
    assert "by likeness (9" in notice
    assert "knives &amp; &lt;guns&gt;" in notice
    assert "<guns>" not in page


def test_says_that_the_words_were_joined_to_others(client: Client) -> None:
    speech = statement(f"{PEACE} {OCEANS}")
    version(speech, 1, [PEACE, OCEANS])
    fragment, page = followed(client, link(speech, OCEANS))
    assert fragment == "p1"
    assert "a part of this paragraph now" in notice_in(page, 1)


def test_says_that_the_words_were_split(client: Client) -> None:
    speech = statement(THANKS, PEACE, OCEANS)
    version(speech, 1, [THANKS, f"{PEACE} {OCEANS}"])
    fragment, page = followed(client, link(speech, f"{PEACE} {OCEANS}"))
    assert fragment == "p2"
    assert "on paragraphs 2 to 3 now" in notice_in(page, 2)


def test_shows_words_that_are_gone_above_the_text(client: Client) -> None:
    speech = statement(PEACE)
    version(speech, 1, [PEACE, OCEANS])
    version(speech, 2, [OCEANS])
    version(speech, 3, [PEACE])
    fragment, page = followed(client, link(speech, OCEANS))
    assert fragment == ""
    above = page.partition('id="p1"')[0]
    assert "They stood in version 2 of this statement" in above
    assert OCEANS in above


def test_of_fewer_paragraphs_with_the_same_words_leads_to_the_last(client: Client) -> None:
    speech = statement("* * *", PEACE, "* * *", THANKS)
    assert followed(client, link(speech, "* * *", 2))[0] == "p3"
    assert followed(client, link(speech, "* * *", 5))[0] == "p3"


def test_what_was_only_a_draft_is_not_shown_to_the_public(client: Client) -> None:
    speech = statement(PEACE)
    version(speech, 1, [OCEANS], status="draft")
    version(speech, 2, [PEACE])
    address = link(speech, OCEANS)
    assert client.get(address).status_code == 404
    page = client.get(f"{speech.get_absolute_url()}?link={link_key(speech.pk, OCEANS)}")
    assert OCEANS not in page.content.decode()

    client.force_login(User.objects.create_user("editor", is_staff=True))
    assert OCEANS in followed(client, address)[1]


def test_drafts_are_unknown_to_the_public_and_never_kept(client: Client) -> None:
    speech = statement(PEACE, status="draft")
    assert client.get(link(speech, PEACE)).status_code == 404

    client.force_login(User.objects.create_user("editor", is_staff=True))
    response = client.get(link(speech, PEACE))
    assert response.status_code == 302
    assert "no-store" in response["Cache-Control"]
    assert "no-store" in client.get(link(speech, OCEANS))["Cache-Control"]


@pytest.mark.parametrize("key", ["0", "zzzzzzzzzzzzz", "zz-00000000", "a b", "é", "-", "1-u"])
def test_an_unknown_link_says_what_to_do(client: Client, key: str) -> None:
    response = client.get(f"/p/{key}/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "Compare the link" in page
    assert 'name="q"' in page


def test_a_link_to_words_that_never_stood_there_names_the_statement(client: Client) -> None:
    speech = statement(PEACE, title="On <peace>")
    response = client.get(link(speech, OCEANS))
    assert response.status_code == 404
    assert "On &lt;peace&gt;" in response.content.decode()


@pytest.mark.parametrize("value", ["", "x", "1", "%00", "0-00000000"])
def test_what_is_no_link_is_no_notice(client: Client, value: str) -> None:
    speech = statement(PEACE)
    other = statement(OCEANS)
    for key in (value, str(link_key(other.pk, OCEANS)), statement_key(speech.pk)):
        page = client.get(f"{speech.get_absolute_url()}?link={key}")
        assert page.status_code == 200
        assert "link-notice" not in page.content.decode()


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        client.get(address)
    return len(caught)


def test_a_link_whose_words_stand_costs_the_page_nothing(client: Client) -> None:
    speech = statement(PEACE, OCEANS)
    for number in range(1, 9):
        version(speech, number, [THANKS])
    plain = speech.get_absolute_url()
    client.get(plain)
    assert queries(client, f"{plain}?link={link_key(speech.pk, OCEANS)}") == queries(client, plain)
    assert queries(client, link(speech, OCEANS)) == 2


@pytest.fixture
def of_many_versions(monkeypatch: pytest.MonkeyPatch) -> Speech:
    """A statement of six versions, of which three are looked into."""
    monkeypatch.setattr(following, "MOST_VERSIONS", 3)
    speech = statement(PEACE)
    for number in range(1, 7):
        version(speech, number, [PEACE, f"{OCEANS} {number}"])
    return speech


@pytest.mark.parametrize("sees_drafts", [True, False])
def test_so_many_versions_are_looked_into(of_many_versions: Speech, sees_drafts: bool) -> None:
    speech = of_many_versions
    keys = [link_key(speech.pk, f"{OCEANS} {number}") for number in range(1, 7)]
    other = statement(PEACE)
    version(other, 1, [THANKS])
    keys.append(link_key(other.pk, THANKS))
    with CaptureQueriesContext(connection) as queries:
        found = following.follow_all(keys, {speech.pk: [(1, PEACE)]}, sees_drafts=sees_drafts)
    assert len(queries) == 1
    assert [found[str(key)].version for key in keys if str(key) in found] == [4, 5, 6, 1]


def test_what_a_request_has_no_work_left_for_is_not_said_to_be_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    speeches = [statement(f"{PEACE} Today.") for _ in range(3)]
    for speech in speeches:
        version(speech, 1, [PEACE.replace("silence", "absence"), OCEANS])
    changed = [link_key(speech.pk, PEACE.replace("silence", "absence")) for speech in speeches]
    gone = [link_key(speech.pk, OCEANS) for speech in speeches]
    wrong = [link_key(speech.pk, "Never said.") for speech in speeches]
    texts = {speech.pk: [(1, f"{PEACE} Today.")] for speech in speeches}

    def follow() -> dict[str, following.Followed]:
        return following.follow_all([*changed, *gone, *wrong], texts, sees_drafts=False)

    found = follow()
    assert all(found[str(key)].first == 1 for key in changed)
    assert all(found[str(key)].is_gone for key in gone)
    assert not found.keys() & set(map(str, wrong))

    # The first is traced, the others are known, and none is gone that may be there. What was
    # traced before, and is remembered, does not change that.
    monkeypatch.setattr(following, "MOST_COMPARED", 1)
    found = follow()
    assert [found[str(key)].first for key in changed] == [1, None, None]
    assert [found[str(key)].is_unsought for key in changed] == [False, True, True]
    assert not any(found[str(key)].is_gone for key in [*changed, *gone])
    assert [found[str(key)].words for key in gone] == [OCEANS] * 3
    assert not found.keys() & set(map(str, wrong))

    # Of others nothing is known, not even whether they had such words.
    monkeypatch.setattr(following, "MOST_READ", 1)
    found = follow()
    unread = {str(key) for keys in (changed, gone, wrong) for key in keys[1:]}
    assert unread == {key for key, followed in found.items() if followed.version is None}
    assert all(found[key].is_unsought and not found[key].words for key in unread)
    assert str(wrong[0]) not in found


def test_what_was_traced_is_remembered_until_the_statement_changes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    speech = statement(PEACE.replace("weapons", "arms"))
    version(speech, 1, [PEACE])
    asked = []

    def trace(*of: Any) -> Any:
        asked.append(of)
        return tracing.trace(*of)

    monkeypatch.setattr(following, "trace", trace)
    for _ in range(3):
        assert followed(client, link(speech, PEACE))[0] == "p1"
    assert len(asked) == 1
    factories.make_paragraph(speech, number=2, text=f"{PEACE} Indeed.")
    assert followed(client, link(speech, PEACE))[0] == "p2"
    assert len(asked) == 2


def test_many_keys_ask_no_more_queries(client: Client) -> None:
    speech = statement(PEACE)
    version(speech, 1, [f"Once said {number}." for number in range(150)])
    once = [link_key(speech.pk, f"Once said {number}.") for number in range(150)]
    answer = client.get(f"/basket/json/?items={'.'.join(map(str, once))}")
    assert [item["kept_version"] for item in answer.json()["items"]] == [1] * 150
    wrong = [link_key(speech.pk, f"Never said {number}.") for number in range(150)]
    counts = []
    for some in (wrong[:1], wrong):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/basket/?items={'.'.join(map(str, some))}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_link_to_what_was_never_said_reads_few_versions(
    of_many_versions: Speech, client: Client
) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(link(of_many_versions, "Never said.")).status_code == 404
    assert sum("statements_revision" in query["sql"] for query in queries) == 1
    assert client.get(link(of_many_versions, f"{OCEANS} 3")).status_code == 404
    assert client.get(link(of_many_versions, f"{OCEANS} 4")).status_code == 302
