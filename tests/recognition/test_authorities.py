"""The authority data holds what it must, and mistakes in it are told clearly."""

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from statements.recognition.data import (
    Authorities,
    Authority,
    AuthorityError,
    AuthorityName,
    load_authorities,
)
from statements.recognition.spans import EntityRef

SEEDS = Path(__file__).parents[2] / "seeds"


def test_countries_are_the_members_observers_and_more(authorities: Authorities) -> None:
    status = Counter(country.facts["status"] for country in authorities.of_kind("country"))
    assert status["member"] == 193
    assert status["observer"] == 2
    assert status["territory"] >= 50
    assert status["historical"] >= 5


def test_there_are_organizations_themes_and_documents(authorities: Authorities) -> None:
    assert len(authorities.of_kind("organization")) >= 600
    assert len(authorities.of_kind("theme")) >= 120
    assert len(authorities.of_kind("document")) >= 200


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("un", "United Nations"),
        ("unoct", "United Nations Office of Counter-Terrorism"),
        ("unga", "United Nations General Assembly"),
        ("unsc", "United Nations Security Council"),
        ("au", "African Union"),
        ("eu", "European Union"),
        ("sco", "Shanghai Cooperation Organization"),
        ("asean", "Association of Southeast Asian Nations"),
    ],
)
def test_well_known_organizations_keep_their_code(
    authorities: Authorities, code: str, name: str
) -> None:
    refs = {entity.ref for entity in authorities.of_kind("organization")}
    assert EntityRef("organization", code, name) in refs


def test_themes_of_the_seed_keep_their_code(authorities: Authorities) -> None:
    codes = {theme.code for theme in authorities.of_kind("theme")}
    assert codes >= {
        "counter-terrorism",
        "health",
        "capacity-building",
        "development",
        "multilateralism",
        "cyber",
    }


def test_themes_are_a_tree_of_subject_headings_under_domains(authorities: Authorities) -> None:
    themes = {theme.code: theme for theme in authorities.of_kind("theme")}
    domains = {code for code, theme in themes.items() if theme.part_of is None}
    for code, theme in themes.items():
        signals = [name for name in theme.names if name.kind == "signal"]
        assert bool(signals) is (code not in domains), code
        above = themes[theme.part_of] if theme.part_of else None
        assert above is None or above.facts["unbis_domain"] == theme.facts["unbis_domain"], code
    assert len(themes) - len(domains) >= 150
    assert themes["nuclear-tests"].part_of == "nuclear-disarmament"
    assert themes["nuclear-disarmament"].part_of == "disarmament"


def test_countries_have_codes_of_the_right_form(authorities: Authorities) -> None:
    for country in authorities.of_kind("country"):
        assert len(country.code) == 3
        assert country.code.isupper()
        assert len(country.facts.get("iso2", "XX")) == 2
        assert country.facts.get("m49", "000").isdigit()


def test_names_carry_kind_language_and_case(authorities: Authorities) -> None:
    china = _entity(authorities, "country", "CHN")
    assert china.name == "China"
    assert china.names[0] == AuthorityName("China", "short")
    assert AuthorityName("People's Republic of China", "official") in china.names
    assert AuthorityName("PRC", "acronym", case_sensitive=True) in china.names
    assert AuthorityName("Chinese", "demonym") in china.names
    assert AuthorityName("Chine", "short", "fr") in china.names
    african_union = _entity(authorities, "organization", "au")
    assert AuthorityName("OAU", "former", "en", True, 1963, 2002) in african_union.names
    assert _entity(authorities, "organization", "unoct").part_of == "un-secretariat"


def test_every_name_is_stripped_and_no_name_stands_twice(authorities: Authorities) -> None:
    for entity in authorities.entities:
        texts = [(name.text, name.language, name.kind == "signal") for name in entity.names]
        assert len(texts) == len(set(texts)), entity.code
        assert all(text == " ".join(text.split()) for text, *_ in texts), entity.code


def test_a_signal_may_be_the_name_of_its_theme(authorities: Authorities) -> None:
    peninsula = _entity(authorities, "theme", "korean-peninsula")
    assert {name.kind for name in peninsula.names if name.text == "Korean peninsula"} == {
        "official",
        "signal",
    }


@pytest.mark.parametrize(
    ("number", "year"),
    [
        (1, 1946),
        (15, 1946),
        (16, 1947),
        (242, 1967),
        (338, 1973),
        (435, 1978),
        (687, 1991),
        (1244, 1999),
        (1325, 2000),
        (1373, 2001),
        (2254, 2015),
        (2532, 2020),
        (2720, 2023),
    ],
)
def test_year_of_a_security_council_resolution(
    authorities: Authorities, number: int, year: int
) -> None:
    last_of_year = authorities.resolutions.last_of_year
    assert next(when for when, last in last_of_year if number <= last) == year


def test_resolution_years_are_without_gap(authorities: Authorities) -> None:
    years = [year for year, _ in authorities.resolutions.last_of_year]
    assert years == list(range(1946, 2025))


def test_former_names_carry_their_years(authorities: Authorities) -> None:
    former = {
        name.text: (country.code, name.first_year, name.last_year)
        for country in authorities.of_kind("country")
        for name in country.names
        if name.kind == "former"
    }
    assert former["Zaire"] == ("COD", 1971, 1997)
    assert former["Burma"] == ("MMR", None, 1989)
    assert former["Swaziland"] == ("SWZ", None, 2018)
    assert former["Zimbabwe Rhodesia"] == ("ZWE", 1979, 1979)
    assert former["Congo (Leopoldville)"] == ("COD", 1960, 1966)
    assert former["Outer Mongolia"] == ("MNG", None, None)
    assert sum(last is not None for _, _, last in former.values()) >= 100


def test_states_that_no_longer_exist_have_years(authorities: Authorities) -> None:
    assert _entity(authorities, "country", "YUG").facts["existed"] == "1945–1992"
    assert "existed" not in _entity(authorities, "country", "SRB").facts


@pytest.mark.parametrize(
    ("code", "count"),
    [("eu", 27), ("au", 55), ("las", 22), ("asean", 11), ("caricom", 15), ("g7", 7), ("nato", 32)],
)
def test_groups_of_states_have_their_members(
    authorities: Authorities, code: str, count: int
) -> None:
    members = _entity(authorities, "organization", code).facts["members"].split("|")
    assert len(members) == count


def test_bodies_of_the_past_are_there(authorities: Authorities) -> None:
    names = {name.text for body in authorities.of_kind("organization") for name in body.names}
    assert names >= {
        "League of Nations", "UNRRA", "OEEC", "Warsaw Pact", "CENTO", "SEATO", "UNSCOP",
        "Committee of 24", "UNEF", "ONUC", "United Nations Council for Namibia",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "code", "year"),
    [
        ("NPT", "treaty-on-the-non-proliferation-of-nuclear-weapons", "1968"),
        ("Ottawa Convention", "mine-ban-convention", "1997"),
        ("Uniting for Peace", "A/RES/377(V)", "1950"),
        ("Friendly Relations Declaration", "A/RES/2625(XXV)", "1970"),
        ("ICCPR", "international-covenant-on-civil-and-political-rights", "1966"),
        ("Helsinki Final Act", "helsinki-final-act", "1975"),
        ("Treaty of Tlatelolco", "treaty-of-tlatelolco", "1967"),
        ("New Urban Agenda", "A/RES/71/256", "2016"),
        ("Oslo Accords", "oslo-accords", "1993"),
    ],
)
def test_well_known_documents_are_there(
    authorities: Authorities, name: str, code: str, year: str
) -> None:
    document = _entity(authorities, "document", code)
    assert name in {known.text for known in document.names}
    assert document.facts["year"] == year


def test_a_document_of_the_united_nations_is_linked_by_its_symbol(
    authorities: Authorities,
) -> None:
    documents = authorities.of_kind("document")
    for document in documents:
        symbol = document.facts.get("symbol")
        assert not symbol or document.facts["url"].startswith("https://"), document.code
        assert "/" not in document.code or symbol == document.code, document.code
    assert sum("url" in document.facts for document in documents) >= 150


MISTAKES = [
    ("countries.csv", "Zaire (1971–1997)", "Zaire (1971-1997)", "the years of “Zaire (1971-1997)”"),
    ("countries.csv", "\nFRA,FR,", "\nFRA,DE,", "the iso2 “DE” is that of"),
    ("countries.csv", "\nFRA,FR,", "\nFRA,FRX,", "iso2 “FRX” is not as in"),
    ("countries.csv", "FRA,FR,250,", "FRA,FR,276,", "the m49 “276” is that of"),
    ("countries.csv", "\nFRA,", "\nfra,", "the code “fra” is not as in"),
    ("countries.csv", "member,,", "membre,,", "status “membre” is not as in"),
    ("countries.csv", "French Republic,", '"French" Republic,', "the file is not CSV"),
    ("organizations.csv", "\nunhcr,", "\nun hcr,", "the code “un hcr” is not as in"),
    ("countries.csv", "Burma (–1989)", "Burma (1989–)", "the years of “Burma (1989–)” are not as"),
    ("countries.csv", "(1971–1997)", "(1997–1971)", "the years of “Zaire (1997–1971)” are not as"),
    ("countries.csv", "historical,1945–1992", "historical,", "goes with the status historical"),
    ("countries.csv", "historical,1945–1992", "historical,early", "existed “early” is not as"),
    ("countries.csv", "member,,", "member,1945–1992,", "goes with the status historical"),
    ("documents.csv", "https://www.un.org/en", "http://www.un.org/en", "url “http://www.un.org/en"),
    ("documents.csv", ",1945,", ",in 1945,", "year “in 1945” is not as in “1968”"),
    ("documents.csv", "1950,A/RES/377(V),", "1950,377(V),", "symbol “377(V)” is not as in"),
    ("countries.csv", "CHN,CN", "CHN,CN,156,Chin", "not as many values"),
    ("countries.csv", "\nAGO,", "\nAFG,", "the code “AFG” is on line 2 already"),
    ("countries.csv", "\nAGO,", "\n,", "code is empty"),
    ("countries.csv", "code,iso2", "key,iso2", "the column “code” is missing"),
    ("organizations.csv", "BEL|LUX|NLD", "BEL|LUX|NED", "the member “NED” is no code of countries"),
    ("organizations.csv", "BEL|LUX|NLD", "BEL|LUX|BEL", "a member is named twice"),
    ("organizations.csv", ",unga,", ",ungga,", "part_of “ungga” is no code"),
    ("themes.csv", "climate,Climate change,env", "env,Climate change,env", "no code of this file"),
    (
        "themes.csv",
        "environment,Environment,natural-resources-environment,",
        "environment,Environment,climate,",
        "“environment” cannot be part of itself",
    ),
    ("organizations.csv", "African Union,", "European Union,", "is a name of organization"),
    ("name_rules.csv", "US,not_in_capitals", "US,sometimes", "“sometimes” is no rule"),
    ("name_rules.csv", "US,not_in_capitals", "Atlantis,never", "a name in none of the other files"),
    ("name_rules.csv", "US,not_in_capitals,", "US,not_after,", "words do not go together"),
    ("security_council_resolutions.csv", "1947,37", "1947,7", "numbers must not fall"),
    ("security_council_resolutions.csv", "1947,37", "1947,many", "“many” is not a number"),
    ("not_mentions.csv", "\nIndian Ocean,", "\n,", "phrase is empty"),
    ("not_mentions.csv", "\nIndian Ocean,", "\nIndian,", "“Indian” is itself a name"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "message"), MISTAKES)
def test_mistake_names_file_and_line(
    tmp_path: Path, file: str, right: str, wrong: str, message: str
) -> None:
    folder = _copy(tmp_path)
    text = (folder / file).read_text(encoding="utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(AuthorityError, match=rf"{file}, line \d+: .*{re.escape(message)}"):
        load_authorities(folder)


def test_ambiguous_name_needs_a_rule(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    rules = folder / "name_rules.csv"
    with rules.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[0] != "Congolese"]
    with rules.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(AuthorityError, match="“Congolese” is a name of country COD and of"):
        load_authorities(folder)


def test_missing_file(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / "themes.csv").unlink()
    with pytest.raises(AuthorityError, match=r"themes\.csv: the file is missing"):
        load_authorities(folder)


def test_wrong_encoding(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    header = "code,name,part_of,unbis_domain,signals,acronyms"
    (folder / "themes.csv").write_bytes(f"{header}\nx,é,,,,".encode("latin-1"))
    with pytest.raises(AuthorityError, match=r"themes\.csv, line 2: the file is not UTF-8"):
        load_authorities(folder)


def _copy(folder: Path) -> Path:
    for path in SEEDS.glob("*.csv"):
        shutil.copyfile(path, folder / path.name)
    return folder


def _entity(authorities: Authorities, kind: str, code: str) -> Authority:
    return next(e for e in authorities.entities if (e.kind, e.code) == (kind, code))
