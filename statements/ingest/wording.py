"""The words by which title blocks are known, in the languages of the United Nations."""

from __future__ import annotations

import re
from itertools import islice

from statements.ingest.wordsets import words

_KINDS = (
    r"(?:statements?|remarks|address|speech|intervention|explanation of (?:vote|position)"
    r"|right of reply|introduction|declaration|message|lecture|keynote|briefing"
    r"|déclaration|discours|allocution|intervention|message"
    r"|declaración|discurso|intervención|palabras|mensaje|alocución"
    r"|выступление|заявление|речь"
    r"|كلمة|بيان|خطاب)"
)
_LED_BY = (
    r"(?:by|of|at|to|from|on|for|in|before|during|delivered|made|given|as|under|following|following"
    r"|de|du|des|par|à|au|aux|lors|prononcée?|sur|del|por|en|ante|pronunciad[oa]|sobre"
    r"|заместителя|первого|официального|делегации|постоянного|министра|президента|представителя|на|господина|г-на|г-жи)"
)
# At most four words stand before the kind of speech: "EU Statement by", "Opening remarks at".
_TITLE_START = re.compile(
    rf"[\W_]{{0,4}}"
    rf"(?P<before>(?:[\w.’'&/()-]{{1,30}}[ \t]+){{0,6}}?)(?P<kind>{_KINDS})\b"
    rf"(?:[ \t]*(?:\([\w \t]{{1,30}}\)[ \t]*)?(?:{_LED_BY}\b|[-–—:|]|\Z))",
    re.IGNORECASE,
)
_CHINESE_TITLE = re.compile(r"[^。！？]{0,60}(?:发言|讲话|發言|講話|致辞|声明)\Z")
_ARABIC_TITLE = re.compile(r"(?:كلمة|بيان|خطاب)\s")
_SENTENCE_OPENERS = words("The This That These Those His Her Its A An My Our In To Such")
_SENTENCE_LINKS = words("the a an to of and in for")
_SMALL_IN_TITLES = words("the of and by for on at to a an in general de la del du des")
# A full stop after a word and a capitalised word: titles have none.
_PART_MARK = re.compile(r"(?::|\s[-–—]|(?<=[^\W\d_]{3})\.(?=\s+[A-Z]\w+\s+(?:by|of)\b))\s+")
_MOST_PARTS = 3
_INNER_SENTENCE = re.compile(r"[^\W\d_]{4}\.\s+[A-Z][a-z]+\s+[a-z]")
_FIRST_PERSON = re.compile(
    r"\b(?:i|we|my|our|me|us|allow|let|je|nous|mon|notre|yo|nosotros|mi|nuestro|permítame|your|you|vous|votre)\b",
    re.IGNORECASE,
)
_DELIVERY_NOTE = re.compile(
    r"\W{0,4}(?:please\s+)?(?:check against|as (?:prepared|delivered|deivered|written)"
    r"|(?:only |authentic )?as (?:actually )?(?:prepared|delivered) for delivery"
    r"|embargo(?:ed)?\b|unofficial translation|translated from|original\s?:|"
    r"(?:seul le )?(?:texte )?prononcé fait foi|vérifier à l|cotejar|cotéjese|cotejese|verificar"
    r"|проверить|при произнесении|сверить|delivered by\Z)",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:the\s+)?following\s+(?:is|are)\s.{5,400}\b(?:remarks|statement|address|message|speech)\b",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"\b(?:gave|gives|delivered|delivers|made|makes|presented|presents)\s+(?:an?|the|his|her|their|this)\s"
    r"(?:[\w-]+\s){0,3}(?:statement|speech|remarks|address|intervention)\b",
    re.IGNORECASE,
)
_LONGEST_NOTE = 90
_LONGEST_TITLE_LINE = 500


def names_a_speech(text: str) -> bool:
    """Whether the line is (the beginning of) a title that names a kind of speech."""
    if len(text) > _LONGEST_TITLE_LINE:
        return False
    if _CHINESE_TITLE.match(text) or _ARABIC_TITLE.match(text):
        return not text.endswith(("。", ".", "،"))
    return not (text.endswith(".") and _FIRST_PERSON.search(text)) and any(
        _begins_title(part) for part in _parts(text)
    )


def _parts(text: str) -> list[str]:
    """The text and what follows its first colons and dashes: "75 UNGA: Remarks by …"."""
    marks = list(islice(_PART_MARK.finditer(text), _MOST_PARTS))
    return [text, *(text[mark.end() :] for mark in marks)]


def _begins_title(text: str) -> bool:
    match = _TITLE_START.match(text)
    if match is None or _INNER_SENTENCE.search(text):
        return False
    before, kind = match["before"].split(), match["kind"]
    if _FIRST_PERSON.search(" ".join(before)):
        return False
    return _are_title_words(before, kind) and _begins_like_title(text)


def _are_title_words(before: list[str], kind: str) -> bool:
    """Whether the words before the kind of speech are written as in a title, not a sentence."""
    if not kind[0].isupper() and (not before or before[-1] in _SENTENCE_OPENERS):
        return False
    return all(not word[:1].islower() or word in _SMALL_IN_TITLES for word in before) and (
        not before or before[-1].lower() not in _SENTENCE_LINKS or kind[0].isupper()
    )


def _begins_like_title(text: str) -> bool:
    first = text.lstrip("*_#\"“”'‘’«([ ")[:1]
    return first.isupper() or first.isdigit() or (first.isalpha() and not first.islower())


def addresses_someone(text: str) -> bool:
    """Whether the text says "I", "we" or "your", as speech does and titles do not."""
    return bool(_FIRST_PERSON.search(text))


def is_lead_in(text: str) -> bool:
    """Whether the line only announces whose speech follows: "Following is the text of …"."""
    return len(text) < _LONGEST_TITLE_LINE and bool(_LEAD_IN.match(text))


def is_summary(text: str) -> bool:
    """Whether a site tells of the statement: "Ambassador X gave a statement at the Council."."""
    return (
        len(text) < _LONGEST_TITLE_LINE
        and bool(_SUMMARY.search(text))
        and not _FIRST_PERSON.search(text)
    )


def is_delivery_note(text: str) -> bool:
    """Whether the line only tells how the text relates to what was spoken."""
    return len(text) < _LONGEST_NOTE and bool(_DELIVERY_NOTE.match(text))
