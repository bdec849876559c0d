"""Openings as issuers of many kinds lay them out: in our words, with people that are invented."""

from __future__ import annotations

from typing import Any

import pytest

from statements.ingest.document import Byline
from statements.ingest.parsing import parse_statement

SPEECH = """Mr. President,

We thank the Secretary-General for his report, which all of us have read with care, and we
support the treaty without any reservation.

The people of the region have suffered enough, and we call for peace.
"""

IN_OTHER_SCRIPTS = {
    "Постоянное представительство Российской Федерации при ООН\n\nВыступление заместителя "
    "Постоянного представителя А.В.Черновых на заседании Совета Безопасности по Мали\n\n"
    "11 января 2022 года\n\nГ-н Председатель,\n\nМы благодарим докладчика за его сообщение.\n": (
        "А.В.Черновых",
        "Российской Федерации",
        "заседании Совета Безопасности по Мали",
        "2022-01-11",
    ),
    "中华人民共和国常驻联合国代表团\n\n欧阳远参赞在安理会公开会上的发言\n\n2022年3月17日\n\n主席先生：\n\n"
    "我感谢秘书长特别代表所作的通报，也认真听取了民间社会代表的发言。\n": (
        "欧阳远",
        "中华人民共和国",
        "安理会公开会",
        "2022-03-17",
    ),
    "الوفد الدائم للمملكة الأردنية لدى الأمم المتحدة\n\nبيان المجموعة العربية\n\n"
    "يلقيه سعادة السفير طلال عبد الحميد\nأمام اللجنة الأولى للجمعية العامة\n\n"
    "نيويورك، 8 أكتوبر 2021\n\nالسيد الرئيس،\n\nنشكر الأمين العام على تقريره المقدم.\n": (
        "طلال عبد الحميد",
        "لمملكة الأردنية",
        "اللجنة الأولى للجمعية العامة",
        "2021-10-08",
    ),
}


@pytest.mark.parametrize("text", IN_OTHER_SCRIPTS, ids=["Russian", "Chinese", "Arabic"])
def test_an_opening_in_another_script_is_read(text: str) -> None:
    byline = parse_statement(text.encode()).byline
    date = byline.date.iso if byline.date else None
    found = (byline.speaker, byline.delegation, byline.event, date)
    assert found == IN_OTHER_SCRIPTS[text]


OPENINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "a ministry's page with cookies, labels and a day of publication": (
        "Cookies on this site\nWe use some cookies to make this website work for you.\n"
        "Skip to main content\n\nHome   World   Norlandia\nSpeech\n"
        "Yemen needs a settlement: UK statement at the Security Council\n"
        "Statement by Ambassador Harriet Oldershaw at the Security Council briefing on Yemen.\n\n"
        "Published\n    16 November 2022\nDelivered on:\n    15 November 2022 (Transcript)\n\n",
        {"speaker": "Harriet Oldershaw", "date": "2022-11-15"},
    ),
    "days of the page beside the statement's": (
        "Statement by Ms. Ada Berg\n\nLast updated: 11.11.2019 // 29 Oct 2019\n\n",
        {"speaker": "Ada Berg", "date": "2019-10-29"},
    ),
    "a document's day and the day beside the place": (
        "PC.DEL/1184/22\n8 July 2022\nENGLISH only\n\n1384th Meeting of the Permanent Council\n"
        "Vienna, 7 July 2022\n\nStatement in response to the Head of the Mission\n\n"
        "as delivered by Ambassador Hakan Demirli, Permanent Representative\n\n",
        {
            "speaker": "Hakan Demirli",
            "date": "2022-07-07",
            "event": "1384th Meeting of the Permanent Council",
        },
    ),
    "the speaker in the note on delivery": (
        "Right of Reply\nThird Committee, 77th Session of the General Assembly\n\n"
        "October 26th, 2022\n\n[As delivered by Ms. Noga Ben-Hara, Adviser]\n\n",
        {"speaker": "Noga Ben-Hara", "date": "2022-10-26"},
    ),
    "capitals over many lines, with gaps": (
        "STATEMENT\nBY\nHIS EXCELLENCY MR. TAUKIEI FALEPENI\nPERMANENT REPRESENTATIVE OF TUVALU\n\n"
        "ON BEHALF OF\nTHE PACIFIC ISLANDS FORUM\n\nNEW YORK, 10 DECEMBER 2019\n\n",
        {
            "title": "STATEMENT BY HIS EXCELLENCY MR. TAUKIEI FALEPENI PERMANENT REPRESENTATIVE OF "
            "TUVALU ON BEHALF OF THE PACIFIC ISLANDS FORUM",
            "speaker": "Taukiei Falepeni",
            "on_behalf_of": ("Pacific Islands Forum",),
        },
    ),
    "the name below its honorific": (
        "STATEMENT\n\nBY\n\nHIS EXCELLENCY\nBARR. OLUSEYI ADEKUN, SAN\nMINISTER OF JUSTICE\n\n"
        "AT THE SPECIAL SESSION OF THE GENERAL ASSEMBLY\n\n2 JUNE 2021\n\n",
        {"speaker": "Oluseyi Adekun", "event": "Special Session of the General Assembly"},
    ),
    "a lead-in sentence under a headline": (
        "30 October 2017\n\nSecretary-General Urges Council to Be Ambitious about the Force\n\n"
        "Following is the text of UN Secretary-General Tomás Albreu’s remarks to the Security "
        "Council meeting on the Sahel, in New York today:\n\n",
        {
            "title": "Secretary-General Urges Council to Be Ambitious about the Force",
            "speaker": "Tomás Albreu",
            "role": "UN Secretary-General",
            "event": "Security Council meeting on the Sahel",
        },
    ),
    "office and name before a colon": (
        "Under-Secretary-General for Relief, Ms. Philippa Sandring: Statement to the Security "
        "Council on the situation in Norlandia, 27 April 2021\n\n",
        {"speaker": "Philippa Sandring", "date": "2021-04-27"},
    ),
    "the office in the possessive": (
        "Home / Director-General / Speeches\n\nWHO Director-General's opening remarks at the media "
        "briefing on cholera - 14 December 2022\n\n14 December 2022\n\n",
        {"speaker": None, "role": "WHO Director-General", "date": "2022-12-14"},
    ),
    "a name alone above the date": (
        "High Commissioner's statement to the Security Council\n\nGustaf Ekelund\n\n"
        "New York, Wednesday 15 November 2023\n\n",
        {"speaker": "Gustaf Ekelund", "role": "High Commissioner", "place": "New York"},
    ),
    "a meeting whose name goes over two entries": (
        "UNSC OPEN DEBATE ON\n\n“UPHOLDING THE CHARTER”\n\nSTATEMENT BY\nDR. VENKAT SUBRAMANI\n"
        "DEPUTY PERMANENT REPRESENTATIVE OF INDIA\n\n24.04.2023\n\n",
        {"speaker": "Venkat Subramani", "date": "2023-04-24"},
    ),
    "session and item on lines of their own": (
        "46th Session of the Human Rights Council\nItem 3: Dialogue on the right to food\n\n"
        "Statement by Sri Lanka\n\n02 March 2021\n\n",
        {
            "speaker": None,
            "delegation": "Sri Lanka",
            "event": "46th Session of the Human Rights Council, "
            "Item 3: Dialogue on the right to food",
        },
    ),
    "segments between dashes": (
        "Mali - Statement by Mrs. Solène Kerbrat, Deputy Permanent Representative of France to the "
        "United Nations - Security Council - February 13, 2018\n\n",
        {"speaker": "Solène Kerbrat", "event": "Security Council", "date": "2018-02-13"},
    ),
    "an office before the name, in Spanish": (
        "Intervención de la Representante Permanente Alterna de Cuba, Embajadora Yudel Maceo, en "
        "el debate general de la Primera Comisión. Nueva York, 5 de octubre de 2021\n\n",
        {"speaker": "Yudel Maceo", "date": "2021-10-05"},
    ),
    "no person is made of a country, a place or a subject": (
        "INTERVENCIÓN DE LA REPÚBLICA ARGENTINA\nSEXTA COMISIÓN\n\nNueva York, 5.10.2017\n\n",
        {"speaker": None, "date": "2017-10-05"},
    ),
    "name, office and meeting apart, as in a PDF": (
        "STATEMENT BY H.E. MS. ADA BERG\n\nPERMANENT REPRESENTATIVE OF NORWAY TO THE UNITED NATIONS"
        "\n\nat the Security Council open debate on civilians\n\nNew York, 5 March 2021\n\n",
        {
            "speaker": "Ada Berg",
            "role": "Permanent Representative of Norway to the United Nations",
            "delegation": "Norway",
            "event": "Security Council open debate on civilians",
        },
    ),
    "an office without its holder": (
        "Address by the Minister of International Development at the High-Level Pledging Event\n\n"
        "March 1, 2021\n\n",
        {"speaker": None, "event": "High-Level Pledging Event"},
    ),
}


def read(opening: str) -> Byline:
    statement = parse_statement((opening + SPEECH).encode())
    assert not statement.warnings
    assert statement.paragraphs[0].text == "Mr. President,"
    return statement.byline


@pytest.mark.parametrize("name", OPENINGS)
def test_an_opening_is_read(name: str) -> None:
    opening, expected = OPENINGS[name]
    byline = read(opening)
    date = byline.date.iso if byline.date else None
    found = {field: getattr(byline, field) for field in expected if field != "date"}
    assert found | ({"date": date} if "date" in expected else {}) == expected


def test_a_page_of_one_line_is_cut_where_the_speech_begins() -> None:
    line = (
        "Date: March 19, 2008 Source: https://example.org/page?id=1 OPEN DEBATE OF THE SECURITY "
        "COUNCIL (19/03/08) Statement by Sir John Sawyer, Permanent Representative of Norlandia to "
        "the United Nations Mr President, we welcome the Director in his new post. " + SPEECH[16:]
    )
    statement = parse_statement(" ".join(line.split()).encode())
    assert statement.byline.speaker == "John Sawyer"
    assert statement.paragraphs[0].text == "Mr President,"
    assert not statement.warnings


@pytest.mark.parametrize(
    "sentence",
    [
        "We condemn the attack.",
        "Kenya thanks Special Envoy Pederson and Under-Secretary-General Di Carla.",
        "We recall resolution A/RES/77/4321 and Tuvalu.",
    ],
)
def test_a_short_first_paragraph_is_no_part_of_the_title(sentence: str) -> None:
    text = f"Statement by Ms. Ada Berg\n\n12 May 2021\n\n{sentence}\n\n{SPEECH[16:]}"
    assert parse_statement(text.encode()).paragraphs[0].text == sentence


def test_what_is_not_sure_says_why() -> None:
    byline = read("Statement by Ms. Ada Berg\n\nNew York, 5 March 2020\n\nIssued 9 March 2020\n\n")
    assert dict(byline.unsure)["date"] == "The document's head also has 2020-03-09."


def test_a_day_in_no_calendar_is_warned_of_and_no_part_of_the_event() -> None:
    text = (
        "Statement by Ms. Ada Berg at the Security Council, New York, 31 February 2021\n\n" + SPEECH
    )
    statement = parse_statement(text.encode())
    assert statement.byline.date is None
    assert statement.byline.event == "Security Council"
    assert statement.warnings == ("“31 February 2021” is no day of the calendar.",)
