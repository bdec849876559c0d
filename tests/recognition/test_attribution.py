"""Whom a statement speaks for: by its byline, by its words, or unknown."""

import pytest

from statements.ingest.document import Byline
from statements.recognition.attribution import Attribution, attribute
from statements.recognition.gazetteer import Recognizer


def _attribute(
    recognizer: Recognizer, *paragraphs: str, byline: Byline | None = None
) -> Attribution:
    spans = [recognizer.find(paragraph) for paragraph in paragraphs]
    return attribute(byline or Byline(), paragraphs, spans, recognizer)


def _codes(attribution: Attribution) -> tuple[str | None, list[str]]:
    code = attribution.represents.code if attribution.represents else None
    return code, [group.code for group in attribution.on_behalf_of]


@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        (Byline(delegation="China"), ("CHN", [])),
        (Byline(delegation="Permanent Mission of the Republic of Guinea to the UN"), ("GIN", [])),
        (Byline(role="Permanent Representative of Japan to the United Nations"), ("JPN", [])),
        (Byline(role="President of the Republic of Kenya"), ("KEN", [])),
        (Byline(role="Secretary-General of the United Nations"), ("un", [])),
        (Byline(role="United Nations High Commissioner for Human Rights"), ("ohchr", [])),
        (Byline(role="Permanent Representative to the United Nations"), (None, [])),
        (Byline(role="Ambassador of Kenya to Ethiopia"), ("KEN", [])),
        (Byline(role="Special Envoy of the Secretary-General for Syria"), ("un", [])),
        (Byline(role="Secretary-General"), (None, [])),
        (Byline(role="Secretary-General", event="Security Council on Libya"), ("un", [])),
        (Byline(role="Co-chair, with Peru and Chile"), (None, [])),
        (Byline(title="UK statement at the Security Council"), ("GBR", [])),
        (Byline(title="German Statement on Ukraine"), ("DEU", [])),
        (Byline(title="Statement by Maldives on behalf of AOSIS"), ("MDV", [])),
        (Byline(title="Remarks on the situation in Syria"), (None, [])),
        (Byline(delegation="Finland", on_behalf_of=("the European Union",)), ("FIN", ["eu"])),
        (
            Byline(delegation="Cuba", on_behalf_of=("Group of 77 and China", "the ASEAN States")),
            ("CUB", ["g77", "asean"]),
        ),
        (Byline(on_behalf_of=("the Arab Group",)), ("arab-group", [])),
        (Byline(delegation="Atlantis"), (None, [])),
    ],
)
def test_byline(
    recognizer: Recognizer, byline: Byline, expected: tuple[str | None, list[str]]
) -> None:
    assert _codes(_attribute(recognizer, byline=byline)) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Finally, China will continue to strengthen its support to UNOCT.", "CHN"),
        ("I bring you greetings from the people of Fiji.", "FJI"),
        ("My country, the Sudan, has known war.", "SDN"),
        ("We in Barbados know the sea.", "BRB"),
        ("On behalf of the Government and people of Peru, I thank you.", "PER"),
        ("Chile reaffirms its position. Chile’s commitment is known. Peru condemns it.", None),
        ("We condemn what Israel did. The United States has troops there.", None),
        ("The African Union supports this.", None),
        ("", None),
    ],
)
def test_words_of_the_text(recognizer: Recognizer, text: str, code: str | None) -> None:
    assert _codes(_attribute(recognizer, text)) == (code, [])


def test_one_phrase_is_not_enough_in_a_long_text(recognizer: Recognizer) -> None:
    padding = "We spoke of many things and of their causes. " * 250
    assert _codes(_attribute(recognizer, "Peru supports this.", padding)) == (None, [])
    usual = "Peru supports this. Peru is committed to that."
    assert _codes(_attribute(recognizer, usual, padding)) == ("PER", [])


def test_byline_comes_before_the_text(recognizer: Recognizer) -> None:
    byline = Byline(delegation="Norway")
    attribution = _attribute(recognizer, "My country, Peru, agrees.", byline=byline)
    assert _codes(attribution) == ("NOR", [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I have the honour to speak on behalf of the Group of 77 and China.", ["g77"]),
        ("I deliver this statement on behalf of the EU and its member States.", ["eu"]),
        ("I speak on behalf of the member States of the African Group.", ["african-group"]),
        ("I speak on behalf of ASEAN, the African Union and the OIC.", ["asean", "au", "oic"]),
        ("We align ourselves with the statement made on behalf of the African Group.", []),
        ("I thank the speaker on behalf of the European Union.", []),
        ("Cuba spoke on behalf of the Group of 77 and China.", []),
        ("My thanks go to him for his work on behalf of the United Nations.", []),
        ("I praise your long activity on behalf of the European Union.", []),
    ],
)
def test_groups_in_the_opening(recognizer: Recognizer, text: str, expected: list[str]) -> None:
    attribution = _attribute(recognizer, text, byline=Byline(delegation="Norway"))
    assert _codes(attribution) == ("NOR", expected)


def test_groups_are_looked_for_in_the_opening_only(recognizer: Recognizer) -> None:
    paragraphs = [*["Thank you."] * 20, "I speak on behalf of the African Group."]
    assert _codes(_attribute(recognizer, *paragraphs)) == (None, [])
