"""Names that mean a country in one sentence and something else in another, both ways."""

from collections.abc import Callable

import pytest

Found = Callable[[str], list[tuple[str, str]]]

NO_MENTION = [
    # Places, waters, regions.
    "a visit to Atlanta, Georgia",
    "the State of Georgia and Savannah, Georgia",
    "the River Jordan, the Jordan River, the Jordan Valley",
    "the West Bank of the Jordan and the east bank of the Jordan",
    "around Lake Chad, in the Chad Basin",
    "the Niger Delta, the River Niger, the Office du Niger",
    "the Gulf of Guinea, New Guinea, Guinea worm",
    "the Congo River and the Congo Basin",
    "the South China Sea, Indochina, the Taiwan Strait",
    "New Mexico, the Gulf of Mexico, Mexico City",
    "Northern Ireland and New Ireland",
    "the Gulf of Oman and the Sea of Oman, the Mozambique Channel",
    "the Indian Ocean, the Indian subcontinent, the West Indies",
    "Granada in Spanish-speaking lands",
    "Lebanon, Ohio; Peru, Indiana; Cuba, Missouri",
    "New York, Washington, D.C., Moscow",
    "the Korean peninsula and the Korean War",
    "Korea, the two Koreas",
    # Persons.
    "Michael Jordan and Vernon Jordan",
    "Mr. Hamilton Jordan, Dr. A. B. Holland",
    "Ambassador Chad Smith, Senator Georgia Miller",
    "Mr. Israel Levy and Ms. India Gordon",
    "Foreign Minister Israel Levy, Chancellor Chad Brown, Special Envoy Georgia Miller",
    "Admiral Togo, Professor Mali",
    "Ambassador Holland spoke, Ambassador Ireland replied",
    "Paris Hilton",
    # Bodies.
    "the Order of Malta",
    "the Bank of China, the University of Ghana, Air France, Agence France-Presse",
    "the Congolese Labour Party and the French Communist Party",
    "the Communist Party of Cuba, Radio Cyprus",
    "the American University",
    # Documents and regions.
    "the Mauritius Strategy, the Barbados Programme of Action, the Mexico Political Declaration",
    "the Community of Central African States, the Central African subregion",
    # Things and tongues.
    "a turkey, a chile, some china, to polish",
    "Swiss cheese, Swiss francs, Guinea fowl, Guinea pigs",
    "in Arabic, Chinese, English, French, Russian and Spanish",
    "he speaks French and spoke in Russian",
    "Latin American, Central American, Inter-American, North American",
    "in European, American and African capitals",
    "Afro-Asian and Indo-Pacific",
    "all of us, it is, IT IS",
]


@pytest.mark.parametrize("text", NO_MENTION)
def test_another_thing(found: Found, text: str) -> None:
    assert [mention for mention in found(text) if len(mention[1]) == 3] == []


MENTIONS = [
    ("Tbilisi, Georgia, and Ukraine", ["GEO", "UKR"]),
    ("Jordan, Egypt and the Jordan delegation", ["JOR", "EGY", "JOR"]),
    ("Chad borders Niger", ["TCD", "NER"]),
    ("the Niger Delta of Nigeria", ["NGA"]),
    ("Guinea, Equatorial Guinea, Guinea-Bissau, Papua New Guinea", ["GIN", "GNQ", "GNB", "PNG"]),
    ("North Korea, the South Korean army", ["PRK", "KOR"]),
    ("China in the South China Sea", ["CHN"]),
    ("Samoa, American Samoa", ["WSM", "ASM"]),
    ("Great Britain and Northern Ireland; Ireland", ["GBR", "IRL"]),
    ("Mexico against New Mexico", ["MEX"]),
    ("the Permanent Mission of Malta, New York; Samoa, New York, Kenya", ["MLT", "WSM", "KEN"]),
    ("Grenada, not Granada", ["GRD"]),
    ("India in the Indian Ocean", ["IND"]),
    ("Palestine, Micronesia, Macedonia", ["PSE", "FSM", "MKD"]),
    ("Mali, Oman, Cuba, Togo", ["MLI", "OMN", "CUB", "TGO"]),
    ("Turkey, Chile, Polish Swiss", ["TUR", "CHL", "POL", "CHE"]),
    # A person who speaks for or to a country is not named after it.
    ("Mr. President, Jordan agrees", ["JOR"]),
    ("Thank you, Madam. Canada agrees", ["CAN"]),
    ("Sir, Cyprus agrees", ["CYP"]),
    ("President Adams of Kenya, Minister Brown of Peru", ["KEN", "PER"]),
    ("the Prime Minister of Chad Mr. Brown, the Minister. Chad agrees", ["TCD", "TCD"]),
    ("the Ambassador of France Mr. Brown", ["FRA"]),
    ("the Bank in China; the Labour Party in Britain", ["CHN", "GBR"]),
    ("the Mauritius programme, the Saudi Initiative", ["MUS", "SAU"]),
    ("the Central African authorities, the Central African Republic", ["CAF", "CAF"]),
    ("the Israel-Palestine Declaration, the Soviet Press", ["ISR", "PSE", "SUN"]),
    # Communities of Cyprus, not of those after whom they are called.
    ("Turkish Cypriots and the Greek-Cypriot side, Greek Cypriotes", ["CYP", "CYP", "CYP"]),
    ("the “Turkish Republic of Northern Cyprus”, Turkish troops", ["CYP", "TUR"]),
    # Joined forms.
    ("Franco-German, Anglo-French, Sino-Soviet", ["DEU", "FRA", "SUN"]),
    ("Iran-Iraq war", ["IRN", "IRQ"]),
    ("US-led, non-Israeli, Arab-Israeli, anti-American", ["USA", "ISR", "ISR", "USA"]),
    ("Soviet-American", ["SUN", "USA"]),
    # Possessives, broken lines, capitals.
    ("Danes, Finns and Turks; Bosniaks", ["DNK", "FIN", "TUR", "BIH"]),
    ("The Ambassador: Holland agrees", ["NLD"]),
    # However it is written, it is not the other Korea, nor the other Congo.
    (
        "Democratic Peoples Republic of Korea, Democratic Peoples’ Republic of Korea,"
        " Democratic Republic of Korea, People's Republic of Korea;"
        " the democratic Republic of Korea",
        ["PRK", "PRK", "PRK", "PRK"],
    ),
    ("Congo, the Democratic Republic of the; Congo, Democratic Republic of the", ["COD", "COD"]),
    ("the Peoples Republic of China; Guinea-Bissauans", ["CHN", "GNB"]),
    ("Kenya's, Kenya’s, the Netherlands'", ["KEN", "KEN", "NLD"]),
    ("the United\nStates, Viet-\nNam, Sierra\n Leone", ["USA", "VNM", "SLE"]),
    ("ARGENTINA AND THE UNITED STATES OF AMERICA", ["ARG", "USA"]),
    ("THE US POSITION ON IRAQ", ["IRQ"]),
    ("the French people speak", ["FRA"]),
]


@pytest.mark.parametrize(("text", "codes"), MENTIONS)
def test_the_country(found: Found, text: str, codes: list[str]) -> None:
    assert [code for _, code in found(text) if len(code) == 3] == codes
