"""Names in running text: what is a mention, what is not, and where exactly."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.recognition.data import Authorities
from statements.recognition.gazetteer import Recognizer

Found = Callable[[str], list[tuple[str, str]]]

COUNTRIES = [
    # Boundaries, possessives, hyphens, apostrophes, spaces.
    ("in China's internal affairs", [("China", "CHN")]),
    ("in China’s internal affairs", [("China", "CHN")]),
    ("the China-UN Fund", [("China", "CHN"), ("UN", "un")]),
    ("Indochina, Chinatown", []),
    ("a pro-Israel, anti-Russian tone", [("Israel", "ISR"), ("Russian", "RUS")]),
    ("Côte d'Ivoire and Cote d’Ivoire", [("Côte d'Ivoire", "CIV"), ("Cote d’Ivoire", "CIV")]),
    ("Viet Nam, Viet-Nam, Vietnam", [("Viet Nam", "VNM"), ("Viet-Nam", "VNM"), ("Vietnam", "VNM")]),
    ("the Sri\u00a0 Lanka mission", [("Sri\u00a0 Lanka", "LKA")]),
    ("the United\nKingdom", [("United\nKingdom", "GBR")]),
    ("Guinea- Bissau and Guinea (Bissau)", [("Guinea- Bissau", "GNB"), ("Guinea (Bissau)", "GNB")]),
    ("St. Lucia and Saint Lucia", [("St. Lucia", "LCA"), ("Saint Lucia", "LCA")]),
    # Case.
    ("the US, not us", [("US", "USA")]),
    ("this reminds us, among all of us", []),
    ("Thanks to USG Voronkov", []),
    ("THE PEOPLE'S REPUBLIC OF CHINA", [("PEOPLE'S REPUBLIC OF CHINA", "CHN")]),
    ("fine china, a roast turkey and a chad", []),
    ("Turkey, Türkiye, Turkiye", [("Turkey", "TUR"), ("Türkiye", "TUR"), ("Turkiye", "TUR")]),
    ("LET US ACT TOGETHER NOW", []),
    ("IS there, IS it", []),
    ("the U.S. and the U.S.S.R.", [("U.S.", "USA"), ("U.S.S.R.", "SUN")]),
    # Longest match.
    ("the Democratic Republic of the Congo", [("Democratic Republic of the Congo", "COD")]),
    ("the Republic of the Congo", [("Republic of the Congo", "COG")]),
    ("Congo and Gabon", [("Congo", "COG"), ("Gabon", "GAB")]),
    ("the Congo", []),
    ("the Republic of Korea", [("Republic of Korea", "KOR")]),
    (
        "the Democratic People's Republic of Korea",
        [("Democratic People's Republic of Korea", "PRK")],
    ),
    ("North Korea, South Korea, Korea", [("North Korea", "PRK"), ("South Korea", "KOR")]),
    ("Niger and Nigeria", [("Niger", "NER"), ("Nigeria", "NGA")]),
    ("Guinea, Guinea-Bissau", [("Guinea", "GIN"), ("Guinea-Bissau", "GNB")]),
    (
        "Equatorial Guinea, Papua New Guinea",
        [("Equatorial Guinea", "GNQ"), ("Papua New Guinea", "PNG")],
    ),
    ("Dominica and the Dominican Republic", [("Dominica", "DMA"), ("Dominican Republic", "DOM")]),
    ("Sudan and South Sudan", [("Sudan", "SDN"), ("South Sudan", "SSD")]),
    ("the German Democratic Republic", [("German Democratic Republic", "DDR")]),
    ("Hong Kong, China", [("Hong Kong", "HKG"), ("China", "CHN")]),
    # People and adjectives.
    ("Americans and Chinese diplomats", [("Americans", "USA"), ("Chinese", "CHN")]),
    ("the Congolese and Dominican peoples", []),
    ("the South Korean delegation", [("South Korean", "KOR")]),
    ("Mr. Jordan and Mrs Holland", []),
    # Former names.
    ("Zaire, Burma and Upper Volta", [("Zaire", "COD"), ("Burma", "MMR"), ("Upper Volta", "BFA")]),
    ("the Soviet Union", [("Soviet Union", "SUN")]),
]


@pytest.mark.parametrize(("text", "expected"), COUNTRIES)
def test_countries(found: Found, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "phrase",
    [
        "the Indian Ocean",
        "the South China Sea",
        "Chinese Taipei",
        "New Guinea",
        "the Gulf of Guinea",
        "Latin America and Latin American States",
        "South America and the Americas",
        "New Mexico",
        "Northern Ireland",
        "the River Jordan and the Jordan Valley",
        "the Inter-American and Inter- American system",
        "in English and French",
        "(spoke in Spanish)",
        "$US 5 million and US$ 3 million",
        "the Republic of China",
        "America",
    ],
)
def test_part_of_another_name_is_no_mention(found: Found, phrase: str) -> None:
    assert found(phrase) == []


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("the Indian Ocean Rim Association", [("Indian Ocean Rim Association", "iora")]),
        ("the British Virgin Islands", [("British Virgin Islands", "VGB")]),
        ("American Samoa and Samoa", [("American Samoa", "ASM"), ("Samoa", "WSM")]),
        ("the SAMOA Pathway", [("SAMOA Pathway", "A/RES/69/15")]),
        ("in French Polynesia", [("French Polynesia", "PYF")]),
        ("the People's Republic of China", [("People's Republic of China", "CHN")]),
    ],
)
def test_longer_name_beats_a_phrase(
    found: Found, phrase: str, expected: list[tuple[str, str]]
) -> None:
    assert found(phrase) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the AU, ASEAN, EU,", [("AU", "au"), ("ASEAN", "asean"), ("EU", "eu")]),
        ("The UNOCT has", [("UNOCT", "unoct")]),
        ("WHO decides who", [("WHO", "who")]),
        ("WHO SAYS THAT THIS IS RIGHT", []),
        ("the UN Security Council", [("UN Security Council", "unsc")]),
        ("the UN, Security Council", [("UN", "un"), ("Security Council", "unsc")]),
        ("the Security-Council", [("Security-Council", "unsc")]),
        ("the Group of 77 and China", [("Group of 77 and China", "g77")]),
        ("the G-77 and the G77", [("G-77", "g77"), ("G77", "g77")]),
        ("UN WOMEN AND UN Women", [("UN WOMEN", "un-women"), ("UN Women", "un-women")]),
        ("the Organisation of African Unity", [("Organisation of African Unity", "au")]),
        ("GUAM and Guam", [("GUAM", "guam"), ("Guam", "GUM")]),
        ("the Council, the Assembly, the Organization, the Commonwealth", []),
        ("an Islamic State, the Red Cross, ODA in OCT", []),
        ("SC members, GA members, ACT now", []),
        ("the ACT group", [("ACT group", "act")]),
        ("Canada, Australia and New Zealand", [
            ("Canada", "CAN"), ("Australia", "AUS"), ("New Zealand", "NZL"),
        ]),
    ],
)  # fmt: skip
def test_organizations(found: Found, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Terrorism and terrorists", ["counter-terrorism"] * 2),
        ("capacity-building, Capacity building", ["capacity-building"] * 2),
        ("developing countries and development", ["development"] * 2),
        ("recent developments, the development of a new weapon", []),
        ("COVID-19 and Covid-19", ["health"] * 2),
        ("cyber terrorism in cyberspace", ["cyber", "counter-terrorism", "cyber"]),
        ("multilateralism", ["multilateralism"]),
        ("women, peace and security", ["women-peace-security"]),
        ("war crimes and crimes against humanity", ["international-justice"] * 2),
        ("the Minister of Education", []),
        ("SDGs but not sdgs", ["sdgs"]),
        ("relief, culture and arrival", []),
        ("food, oil and debt", ["petroleum", "external-debt"]),
        ("the environment, not an environment of trust", ["environment"]),
        ("climate finance and a climate of confidence", ["climate-finance"]),
    ],
)
def test_themes(recognizer: Recognizer, text: str, expected: list[str]) -> None:
    themes = [span.entity for span in recognizer.find(text) if span.entity.kind == "theme"]
    assert [theme.code for theme in themes] == expected


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("China", "CHN"),
        ("people's republic of china", "CHN"),
        ("The People’s Republic of China", "CHN"),
        ("CHN", "CHN"),
        ("CN", "CHN"),
        ("中国", "CHN"),
        ("unoct", "unoct"),
        ("UNOCT", "unoct"),
        ("Congo, the Democratic Republic of the", "COD"),
        ("Congo, Brazzaville", "COG"),
        ("Korea, Republic of", "KOR"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Islamic Republic of Iran", "IRN"),
        ("Macedonia, the former Yugoslav Republic of", "MKD"),
        ("cote d'ivoire", "CIV"),
        ("Upper Volta", "BFA"),
        ("Dahomey", "BEN"),
        ("Zaire", "COD"),
        ("Byelorussian SSR", "BLR"),
        ("Khmer Republic", "KHM"),
        ("Ceylon (Sri Lanka)", "LKA"),
        ("Holy See/Vatican", "VAT"),
        ("USSR", "SUN"),
        ("UK", "GBR"),
        ("EU", "eu"),
        ("AU", "au"),
        ("NAM", "NAM"),
        ("XKX", "XKX"),
        ("GUAM", "guam"),
        ("Guam", "GUM"),
    ],
)
def test_resolve(recognizer: Recognizer, name: str, code: str) -> None:
    entity = recognizer.resolve(name)
    assert entity is not None
    assert entity.code == code


@pytest.mark.parametrize(
    "name",
    ["", "  ", ",", "()", "/", "Korea", "Congolese", "Atlantis", "China and Peru", "terrorism"],
)
def test_resolve_knows_what_it_does_not_know(recognizer: Recognizer, name: str) -> None:
    assert recognizer.resolve(name) is None


def test_resolve_within_kinds(recognizer: Recognizer) -> None:
    movement = recognizer.resolve("NAM", ("organization",))
    assert movement is not None
    assert movement.code == "nam"
    assert recognizer.resolve("China", ("organization",)) is None


def test_every_official_name_resolves_to_its_entity(
    authorities: Authorities, recognizer: Recognizer
) -> None:
    for entity in authorities.entities:
        if entity.kind in ("country", "organization"):
            official = [entity.name, *(n.text for n in entity.names if n.kind == "official")]
            for name in official:
                assert recognizer.resolve(name) == entity.ref, name
            assert recognizer.resolve(entity.code, (entity.kind,)) == entity.ref


def test_every_short_name_of_a_country_is_found_in_text(
    authorities: Authorities, recognizer: Recognizer
) -> None:
    undecided = {"Jersey", "Serbia and Montenegro", "Réunion"}
    for country in authorities.of_kind("country"):
        if country.name not in undecided:
            spans = recognizer.find(f"We thank {country.name} today.")
            assert [(s.entity, s.surface) for s in spans] == [(country.ref, country.name)]


WORDS = """
    the China China's US us UN WHO SC resolution resolutions 2532 (2020) 1373, and of Republic
    Korea Democratic People’s Congo Gulf Guinea Guinea-Bissau St. Lucia S/RES/1373 A/75/1 60/288
    (XXV) counter-terrorism development Latin American $US — - , ß İ 中国
"""
words = st.sampled_from([*WORDS.split(), "\u00a0", "\u0301", "\x00", ""])
texts = st.one_of(st.text(max_size=200), st.lists(words, max_size=25).map(" ".join))


@given(texts)
def test_spans_are_exact_ordered_and_apart(recognizer: Recognizer, text: str) -> None:
    end = 0
    for span in recognizer.find(text):
        assert text[span.start : span.end] == span.surface
        assert end <= span.start < span.end
        end = span.end


@given(texts)
def test_resolve_never_raises(recognizer: Recognizer, text: str) -> None:
    entity = recognizer.resolve(text)
    assert entity is None or entity.kind in ("country", "organization")
