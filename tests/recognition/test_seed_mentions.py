"""The sentences of the seed statement that decide what it mentions and whom it speaks for."""

from statements.ingest.document import Byline
from statements.recognition.attribution import attribute
from statements.recognition.gazetteer import Recognizer

TITLE = (
    "Remarks by Amb. Zhang Jun at the Meeting on “Member States’ Counter-Terrorism Priorities in "
    "the Post COVID-19 Environment” during the Virtual Counter-Terrorism Week"
)
PARAGRAPHS = (
    "Thanks to USG Voronkov and UNOCT for organizing this “Virtual Counter-Terrorism Week”.",
    "First, it is of utmost importance to further promote multilateralism in counter-terrorism "
    "efforts, during and after the COVID-19 pandemic.",
    "It may even utilize the gaps caused by COVID-19, to use cyberspace to spread extremism "
    "ideologies. The spread of the virus also reminds us the low cost of bio-terrorism.",
    "Relevant international instruments, including relevant Security Council resolutions, should "
    "be strictly implemented. We welcome the recent adoption of SC resolution 2532.",
    "We need to build partnerships among all of us.",
    "The UNOCT has implemented a large number of capacity-building projects.",
    "Cooperation with regional organizations, including the AU, ASEAN, SCO, EU, is extremely "
    "important. Promoting development is highly encouraged.",
    "Finally, I want to make clear that China will continue to strengthen its support to UNOCT.",
    "Through the China-UN Peace and Development Fund, we have sponsored UNOCT’s projects.",
    "We reject the accusation of the representative of the US against China.",
    "China is firmly opposed to the practice of politicization. We urge the US to stop such "
    "actions and stop interfering in China's internal affairs.",
)


def test_mentions_of_the_seed(recognizer: Recognizer) -> None:
    spans = [span for text in (TITLE, *PARAGRAPHS) for span in recognizer.find(text)]
    by_kind: dict[str, set[str]] = {}
    for span in spans:
        by_kind.setdefault(span.entity.kind, set()).add(span.entity.code)
    assert by_kind["country"] == {"CHN", "USA"}
    assert by_kind["organization"] == {"un", "unoct", "unsc", "au", "asean", "sco", "eu"}
    assert by_kind["document"] == {"S/RES/2532(2020)"}
    assert by_kind["theme"] >= {
        "counter-terrorism",
        "health",
        "capacity-building",
        "development",
        "multilateralism",
        "cyber",
    }
    surfaces = [(span.surface, span.entity.code) for span in spans]
    assert surfaces.count(("US", "USA")) == 2
    assert surfaces.count(("China", "CHN")) == 5
    assert ("SC", "unsc") in surfaces
    assert ("resolution 2532", "S/RES/2532(2020)") in surfaces


def test_seed_speaks_for_china(recognizer: Recognizer) -> None:
    mentions = [recognizer.find(paragraph) for paragraph in PARAGRAPHS]
    attribution = attribute(Byline(title=TITLE), PARAGRAPHS, mentions, recognizer)
    assert attribution.represents is not None
    assert attribution.represents.code == "CHN"
    assert attribution.on_behalf_of == ()
