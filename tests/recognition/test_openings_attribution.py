"""Whom a statement speaks for, from the text of its opening on. All persons are invented."""

import pytest

from statements.ingest.parsing import parse_statement
from statements.recognition.attribution import attribute
from statements.recognition.gazetteer import Recognizer
from tests.ingest.test_openings import PAGES, SAYS

BODY = "\n\nMr. President,\n\nWe thank you for the work that you have done for all of us here.\n"

OPENINGS = [
    (
        "International Atomic Energy Agency\n\nDirector General's Introductory Statement to the"
        " Board"
        "\n\nLuca Ferraresi\nDirector General\n\nVienna, 7 June 2021",
        "iaea",
    ),
    (
        "Statement by Mr Paul Adler, President of the International Committee of the Red Cross,"
        " to the Security Council\n\n5 May 2020",
        "icrc",
    ),
    (
        "Statement by UNICEF Executive Director Carla Finch at the Security Council briefing on"
        " Syria\n\n5 May 2020",
        "unicef",
    ),
    ("Remarks by Mr. Gustav Lind, Director-General of the ILO\nGeneva, 5 May 2020", "ilo"),
    (
        "Statement by the Special Envoy of the Secretary-General for Yemen, Mr. Hans Grund, to"
        " the Security Council\n\n5 May 2020",
        "un",
    ),
    (
        "ICRC statement to the United Nations General Assembly, Third Committee\n\nStatement"
        " delivered by Ms Anna Boll\n\n5 May 2020",
        "icrc",
    ),
    (
        "Statement by H.E. Mr. Saleh Omran, Permanent Observer of the League of Arab States to"
        " the United Nations\n\n5 May 2020",
        "las",
    ),
    (
        "Statement by Ms. Rima Sahil, Permanent Observer of the State of Palestine\n5 May 2020",
        "PSE",
    ),
    (
        "Indian External Affairs Minister K. Rao at the UN Security Council Debate on"
        " Terrorism: Statement\n\n5 May 2020",
        "IND",
    ),
    (
        "Statement by Australian Ambassador Tim Rudge at the UN Security Council\n\n5 May 2020",
        "AUS",
    ),
    ("STATEMENT BY MS. AMA BOATENG (GHANA)\nAT THE SECOND COMMITTEE\n\n5 May 2020", "GHA"),
    ("Delivered by: Ms. Ama Boateng, Ghana\nSecond Committee\n5 May 2020", "GHA"),
    ("Statement of the Republic of Korea\n\nH.E. Kim Seo-jun\nAmbassador\n\n5 May 2020", "KOR"),
    (
        "Statement by Uruguay on behalf of the Group of Friends of the Responsibility to"
        " Protect\n\n5 May 2020",
        "URY",
    ),
    ("Statement by Belize on behalf of the Alliance of Small Island States\n5 May 2020", "BLZ"),
    ("CARICOM Statement delivered by Ms. Jo Simmons, Counsellor\n5 May 2020", "caricom"),
    (
        "Discours du Représentant permanent de la Côte d’Ivoire, M. Kouadio Yao, au Conseil de"
        " sécurité\n5 mai 2020",
        "CIV",
    ),
    ("Déclaration de la Suisse au Conseil des droits de l’homme\n\nGenève, 5 mai 2020", "CHE"),
    ("Declaración de Costa Rica en la Asamblea General\n\n5 de mayo de 2020", "CRI"),
    ("Intervención del Perú en la Sexta Comisión\n\n5 de mayo de 2020", "PER"),
    ("Intervención de la delegación de Chile\n\nSegunda Comisión\n\n5 de mayo de 2020", "CHL"),
    (
        "Intervención del Representante Permanente de Colombia ante las Naciones Unidas,"
        " Embajador Luis Prada\n\n5 de mayo de 2020",
        "COL",
    ),
    ("Ireland's statement at the UN Security Council\n\n5 May 2020", "IRL"),
    ("Intervention by Portugal at the Fourth Committee\n\n5 May 2020", "PRT"),
    (
        "Explanation of vote by the United States after adoption of resolution"
        " A/C.3/75/L.5\n\n5 May 2020",
        "USA",
    ),
    (
        "U.S. Explanation of Vote on the Right to Food\n\nJane Miles\nAdviser for Economic and"
        " Social Affairs\n5 May 2020",
        "USA",
    ),
    ("National Statement of Nepal\nby\nMr. Hari Thapa\nThird Secretary\n5 May 2020", "NPL"),
    ("MONGOLIA\n\nStatement by H.E. Mr. Bat Sukh\n\n5 May 2020", "MNG"),
    (
        "Permanent Mission of Estonia to the UN\n\nStatement by Ambassador Mart Kask at the"
        " Security Council\n\n5 May 2020",
        "EST",
    ),
    (
        "Estonian Mission\n\nStatement by Ambassador Mart Kask at the Security Council\n\n5 May"
        " 2020",
        "EST",
    ),
    ("Statement by President of the ECOSOC, Ms. Ada Brook\n5 May 2020", "ecosoc"),
    (
        "Statement by H.E. Mr. Bo Lund, Minister for Foreign Affairs of Denmark, on behalf of"
        " the European Union\n5 May 2020",
        "DNK",
    ),
    ("Statement by the European Union\n\n5 May 2020", "eu"),
    ("EU Statement on Myanmar\n\n5 May 2020", "eu"),
    ("AFRICAN GROUP STATEMENT\n\nDelivered by Mr. Ali Sow\n\n5 May 2020", "african-group"),
    ("Statement of the Group of 77 and China\n5 May 2020", "g77"),
    ("Statement by LDC Chair, Ambassador X. Banda of Malawi\n5 May 2020", "MWI"),
    ("Speech by the Prime Minister of Tonga, Hon. Sione Fifita\n5 May 2020", "TON"),
    (
        "Address by the President of the Republic of Cyprus Mr. Nikos Petrou to the General"
        " Assembly\n5 May 2020",
        "CYP",
    ),
    ("Выступление делегации Казахстана\n\n5 мая 2020 года", "KAZ"),
    ("Statement by NATO Secretary General Lars Holm\n5 May 2020", "nato"),
    (
        "Statement by the Chairperson of the African Union Commission, Musa Diallo\n5 May 2020",
        "african-union-commission",
    ),
    ("Secretary-General's remarks to the General Assembly\n\n5 May 2020", "un"),
    ("Statement by H.E. Mr. Tomás Vega, Minister of Foreign Affairs, Paraguay\n5 May 2020", "PRY"),
    ("Statement by Tomás Vega (Paraguay) at the Second Committee\n5 May 2020", "PRY"),
    (
        "High Commissioner for Refugees Pia Berg's address to the Executive Committee\n5 May 2020",
        "unhcr",
    ),
    ("Statement by the representative of Sudan\n5 May 2020", "SDN"),
    (
        "Statement by Sweden on behalf of Denmark, Finland, Iceland, Norway and Sweden\n5 May 2020",
        "SWE",
    ),
    ("Joint Statement on behalf of 40 States delivered by Luxembourg\n5 May 2020", "LUX"),
    (
        "Joint Statement delivered by Luxembourg on behalf of a group of countries\n5 May 2020",
        "LUX",
    ),
    (
        "بيان\nالجمهورية اللبنانية\n\nيلقيه\nسعادة السفير وليد منصور\n\nنيويورك، 5 تشرين الأول"
        " 2020",
        "LBN",
    ),
    (
        "بيان المجموعة العربية\n\nيلقيه سعادة السفير طلال عبد الرحيم\nالمندوب الدائم للمملكة"
        " الأردنية الهاشمية\n\nنيويورك، 8 أكتوبر 2021",
        "JOR",
    ),
    ("Выступление представителя Республики Казахстан А.Б.Кенжеева\n5 мая 2020 года", "KAZ"),
    ("Joint statement by Canada, Mexico and Norway on lakes\n5 May 2020", None),
    ("Norway\n\nStatement on the floods in Norway\n\n5 May 2020", None),
    ("Home > World > Yemen\n\nStatement on the floods\n\n5 May 2020", None),
]


@pytest.mark.parametrize(("opening", "code"), OPENINGS, ids=[text[:40] for text, _ in OPENINGS])
def test_whom_an_opening_speaks_for(recognizer: Recognizer, opening: str, code: str | None) -> None:
    parsed = parse_statement((opening + BODY).encode())
    texts = [block.text for block in parsed.paragraphs]
    spans = [recognizer.find(text) for text in texts]
    represents = attribute(parsed.byline, texts, spans, recognizer).represents
    assert (represents.code if represents else None) == code


@pytest.mark.parametrize("name", [name for name, says in SAYS.items() if "represents" in says])
def test_whom_a_page_speaks_for(recognizer: Recognizer, name: str) -> None:
    statement = parse_statement((PAGES / f"{name}.txt").read_bytes())
    texts = [block.text for block in statement.paragraphs]
    spans = [recognizer.find(text) for text in texts]
    represents = attribute(statement.byline, texts, spans, recognizer).represents
    assert (represents and represents.code) == SAYS[name]["represents"]


def test_the_chinese_side_is_china(recognizer: Recognizer) -> None:
    text = "主席女士，\n\n中方支持联合国发挥作用。中方认为应当停火。\n"
    parsed = parse_statement(("耿远大使在安理会公开会上的发言\n2022-06-14\n\n" + text).encode())
    texts = [block.text for block in parsed.paragraphs]
    represents = attribute(parsed.byline, texts, [() for _ in texts], recognizer).represents
    assert represents is not None
    assert represents.code == "CHN"
