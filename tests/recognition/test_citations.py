"""Citations of documents by symbol, by number and by name."""

from collections.abc import Callable

import pytest

from statements.recognition.documents import public_url
from statements.recognition.gazetteer import Recognizer

Found = Callable[[str], list[tuple[str, str]]]

SC = [("SC", "unsc")]
COUNCIL = [("Security Council", "unsc")]
ASSEMBLY = [("General Assembly", "unga")]

CITATIONS = [
    ("resolution 2532 (2020)", [("resolution 2532 (2020)", "S/RES/2532(2020)")]),
    ("SC resolution 2532,", [*SC, ("resolution 2532", "S/RES/2532(2020)")]),
    ("Security Council resolution 2532", [*COUNCIL, ("resolution 2532", "S/RES/2532(2020)")]),
    ("SECURITY COUNCIL RESOLUTION 2532", [
        ("SECURITY COUNCIL", "unsc"), ("RESOLUTION 2532", "S/RES/2532(2020)"),
    ]),
    ("S/RES/2532(2020)", [("S/RES/2532(2020)", "S/RES/2532(2020)")]),
    ("S/RES/2532 (2020)", [("S/RES/2532 (2020)", "S/RES/2532(2020)")]),
    ("S/RES/2532.", [("S/RES/2532", "S/RES/2532(2020)")]),
    ("resolutions 1267, 1373 and 1540", [
        ("1267", "S/RES/1267(1999)"),
        ("1373", "S/RES/1373(2001)"),
        ("1540", "S/RES/1540(2004)"),
    ]),
    ("resolutions 242 (1967) and 338(1973)", [
        ("242 (1967)", "S/RES/242(1967)"), ("338(1973)", "S/RES/338(1973)"),
    ]),
    ("resolution 2800 (2025)", [("resolution 2800 (2025)", "S/RES/2800(2025)")]),
    ("A/RES/72/284", [("A/RES/72/284", "A/RES/72/284")]),
    ("General Assembly resolution 72/284", [
        *ASSEMBLY, ("resolution 72/284", "A/RES/72/284"),
    ]),
    ("Resolution 1267 (1999), 1988 (2011), and 2462 (2019) of the Council", [
        ("Resolution 1267 (1999)", "S/RES/1267(1999)"),
        ("1988 (2011)", "S/RES/1988(2011)"),
        ("2462 (2019)", "S/RES/2462(2019)"),
    ]),
    ("resolutions 1267/1989/2253", [
        ("1267", "S/RES/1267(1999)"),
        ("1989", "S/RES/1989(2011)"),
        ("2253", "S/RES/2253(2015)"),
    ]),
    ("resolutions 1267 (1999)/1989 (2011)", [
        ("1267 (1999)", "S/RES/1267(1999)"), ("1989 (2011)", "S/RES/1989(2011)"),
    ]),
    ("resolution ES-11/1", [("resolution ES-11/1", "A/RES/ES-11/1")]),
    ("resolution 2625 (XXV)", [("resolution 2625 (XXV)", "A/RES/2625(XXV)")]),
    ("resolution 217 A (III)", [("resolution 217 A (III)", "A/RES/217(III)A")]),
    ("General Assembly resolution 1514", [*ASSEMBLY, ("resolution 1514", "A/RES/1514(XV)")]),
    ("resolution 181 (II) of the General Assembly", [
        ("resolution 181 (II)", "A/RES/181(II)"), *ASSEMBLY,
    ]),
    ("Human Rights Council resolution 16/18", [
        ("Human Rights Council", "hrc"), ("resolution 16/18", "A/HRC/RES/16/18"),
    ]),
    ("documents S/2020/123 and A/75/1.", [("S/2020/123", "S/2020/123"), ("A/75/1", "A/75/1")]),
    ("(A/63/PV.7), A/C.1/75/L.1, A/HRC/46/2/Add.1", [
        ("A/63/PV.7", "A/63/PV.7"),
        ("A/C.1/75/L.1", "A/C.1/75/L.1"),
        ("A/HRC/46/2/Add.1", "A/HRC/46/2/Add.1"),
    ]),
    # Other words for a resolution, and none but its number.
    ("UNSCR 1325 and UNSCR1540", [
        ("UNSCR 1325", "S/RES/1325(2000)"), ("UNSCR1540", "S/RES/1540(2004)"),
    ]),
    ("UNSCRs 1325 (2000) and 1820", [
        ("1325 (2000)", "S/RES/1325(2000)"), ("1820", "S/RES/1820(2008)"),
    ]),
    ("UNGAR 2758", [("UNGAR 2758", "A/RES/2758(XXVI)")]),
    ("UNSC Res. 1373", [("UNSC", "unsc"), ("Res. 1373", "S/RES/1373(2001)")]),
    ("GA Res 217 A (III)", [("GA", "unga"), ("Res 217 A (III)", "A/RES/217(III)A")]),
    ("Res. 1373 (2001)", [("Res. 1373 (2001)", "S/RES/1373(2001)")]),
    ("by the Council resolution 1373", [("resolution 1373", "S/RES/1373(2001)")]),
    ("UN resolution 1701", [("UN", "un"), ("resolution 1701", "S/RES/1701(2006)")]),
    # Of a range the ends.
    ("resolutions 1540 to 1545", [
        ("1540", "S/RES/1540(2004)"), ("1545", "S/RES/1545(2004)"),
    ]),
    ("resolutions 1333 (2000) of 19 December 2000 and 1373 of 28 September 2001.", [
        ("1333 (2000)", "S/RES/1333(2000)"), ("1373", "S/RES/1373(2001)"),
    ]),
    # Parts and sessions.
    ("resolution 217A (III)", [("resolution 217A (III)", "A/RES/217(III)A")]),
    ("A/RES/217(III)A", [("A/RES/217(III)A", "A/RES/217(III)A")]),
    ("resolutions 3201 (S-VI) and 3202 (S-VI)", [
        ("3201 (S-VI)", "A/RES/3201(S-VI)"), ("3202 (S-VI)", "A/RES/3202(S-VI)"),
    ]),
    ("resolutions 2200 A (XXI), 47/120 A", [
        ("2200 A (XXI)", "A/RES/2200(XXI)A"), ("47/120 A", "A/RES/47/120A"),
    ]),
    ("A/RES/ES-10/19", [("A/RES/ES-10/19", "A/RES/ES-10/19")]),
    # Other bodies and documents.
    ("Commission on Human Rights resolution 2005/80", [
        ("Commission on Human Rights", "commission-on-human-rights"),
        ("resolution 2005/80", "E/CN.4/RES/2005/80"),
    ]),
    ("ECOSOC resolution 1996/31, E/RES/1996/31", [
        ("ECOSOC", "ecosoc"),
        ("resolution 1996/31", "E/RES/1996/31"),
        ("E/RES/1996/31", "E/RES/1996/31"),
    ]),
    ("General Assembly decision 65/530", [
        *ASSEMBLY, ("decision 65/530", "A/DEC/65/530"),
    ]),
    ("draft resolution A/75/L.1, S/PV.8747, S/PRST/2015/3", [
        ("A/75/L.1", "A/75/L.1"), ("S/PV.8747", "S/PV.8747"), ("S/PRST/2015/3", "S/PRST/2015/3"),
    ]),
    ("A/67/97-S/2012/441, A/CONF.157/23, A/S-10/4", [
        ("A/67/97", "A/67/97"),
        ("S/2012/441", "S/2012/441"),
        ("A/CONF.157/23", "A/CONF.157/23"),
        ("A/S-10/4", "A/S-10/4"),
    ]),
    ("CCPR/C/GC/35, NPT/CONF.2010/50, UNEP/EA.4/RES.3", [
        ("CCPR/C/GC/35", "CCPR/C/GC/35"),
        ("NPT/CONF.2010/50", "NPT/CONF.2010/50"),
        ("UNEP/EA.4/RES.3", "UNEP/EA.4/RES.3"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CITATIONS)
def test_citations(found: Found, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "resolution 2532 (2019)",
        "S/RES/2532(2019)",
        "resolution 9999",
        "resolution 3000 (2010)",
        "resolution 0",
        "resolution 12 of the conference",
        "resolution 1514",
        "resolution 60/288/3",
        "resolution 12.5",
        "resolution 16/18 of the Parliament",
        # Of the Human Rights Council, or of another: not of the Assembly.
        "resolution 48/1 of the Council",
        "the resolution of 2015, resolution IV",
        "24/7 and/or 1/2, A/B testing, S/5, A/75, AIDS/HIV, E/N/W",
        "Res. 12 and Resident 1373",
        "decision 24/3 and decision 1/301",
        "the House's resolution 1373 and resolution 1996/31",
    ],
)
def test_what_cannot_be_is_not_resolved(found: Found, text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("OAU resolution 1373", ["au"]),
        ("ECOSOC resolution 1373", ["ecosoc"]),
        ("General Assembly resolution 2532", ["unga"]),
        ("Security Council resolution 60/288", ["unsc"]),
        ("Human Rights Council resolution 1373", ["hrc"]),
    ],
)
def test_the_body_decides(found: Found, text: str, codes: list[str]) -> None:
    assert [code for _, code in found(text)] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the Charter of the United Nations", "charter-of-the-united-nations"),
        ("the UN Charter", "charter-of-the-united-nations"),
        ("the Paris Agreement", "paris-agreement"),
        ("the 2030 Agenda", "A/RES/70/1"),
        ("the Sendai Framework", "A/RES/69/283"),
        ("the UN Global Counter-Terrorism Strategy", "A/RES/60/288"),
        ("the NPT", "treaty-on-the-non-proliferation-of-nuclear-weapons"),
    ],
)
def test_by_name(found: Found, text: str, code: str) -> None:
    assert [found_code for _, found_code in found(text)] == [code]


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("A/RES/60/288", "https://docs.un.org/en/A/RES/60/288"),
        ("S/RES/1373(2001)", "https://docs.un.org/en/S/RES/1373(2001)"),
        ("A/73/12(Part II)", "https://docs.un.org/en/A/73/12(Part%20II)"),
        ("CCPR/C/GC/35", "https://docs.un.org/en/CCPR/C/GC/35"),
        ("paris-agreement", None),
        ("and/or", None),
        ("", None),
    ],
)
def test_public_address(symbol: str, address: str | None) -> None:
    assert public_url(symbol) == address


def test_names_of_documents(recognizer: Recognizer) -> None:
    spans = recognizer.find("SC resolution 2532, resolution 72/284, resolution 60/288")
    assert [span.entity.name for span in spans] == [
        "United Nations Security Council",
        "Security Council resolution 2532 (2020)",
        "General Assembly resolution 72/284",
        # A document with a name of its own keeps it, however it is cited.
        "United Nations Global Counter-Terrorism Strategy",
    ]
