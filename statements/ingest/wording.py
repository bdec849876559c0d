"""The words by which title blocks are known, in the languages of the United Nations."""

from __future__ import annotations

import re
from itertools import islice

from statements.ingest.wordsets import words

_KINDS = (
    r"(?:statements?|remarks|address|speech|interventions?|explanations? of (?:vote|position)"
    r"|rights? of reply|declaration|message|lecture|keynote|(?:talking|speaking) points|toast"
    r"|joint communiqu[ée]|(?:press|media) (?:conference|encounter|stakeout|point"
    r"|availability)(?=\s*:|\s+(?:by|of|with|at)\b)"
    r"|(?:briefing|comments|presentation|introduction|reply|homily|testimony|contribution"
    r"|(?:oral )?updates?)"
    r"(?=\s+(?:by|of the|to the|delivered|given)\b)"
    r"|déclaration|discours|allocution|intervention|message|explication de (?:vote|position)"
    r"|droit de réponse|propos|exposé"
    r"|declaración|discurso|intervención|palabras|mensaje|alocución|explicación de (?:voto"
    r"|posición)"
    r"|derecho de réplica"
    r"|pronunciamiento|declaração|intervenção|pronunciamento|alocução|mensagem|rede|erklärung|ansprache"
    r"|выступление|заявление|речь|обращение|приветствие"
    r"|كلمة|بيان|خطاب|مداخلة|رسالة|تصريح)"
    # "Message vidéo du …", "Intervención inicial de …".
    r"(?:\s(?:vidéo|liminaire|inaugurale?|inicial|final|de\s(?:vídeo|video|apertura|clausura)|d[’']ouverture))?"
)
_LED_BY = (
    r"(?:by|attributable|attributed|of|at|to|from|on|for|in|before|during|delivered|issued|made|given|as"
    r"|under|following"
    r"|de|du|des|d[’'](?=\w)|par|à|au|aux|lors|prononcée?|sur|del|por|en|ante|pronunciad[oa]|sobre"
    r"|do|da|no|na|von|des|der|vor"
    r"|генерального|исполнительного|специального|чрезвычайного|верховного|главного|директора"
    r"|секретаря|премьер\w*|руководителя|советника|посла|посланника|председателя|комиссара"
    r"|делегации|постоянного|заместителя|первого|министра|президента|представителя"
    r"|представительницы"
    r"|главы|на|в|от|по|господина|г-на|г-жи)"
)
# At most six words stand before the kind of speech: "EU Statement by", "Opening remarks at".
_TITLE_START = re.compile(
    rf"[\W_]{{0,4}}"
    rf"(?P<before>(?:[\w.’'&/()+-]{{1,30}}[ \t]+){{0,6}}?)(?P<kind>{_KINDS})\b"
    rf"(?:[ \t]*(?:\([\w \t]{{1,30}}\)[ \t]*)?(?:{_LED_BY}(?:\b|(?<=[’']))|[-–—:|]"
    rf"|,(?=[^.!?]{{3,100}}\Z)|\Z))",
    re.IGNORECASE,
)
_CHINESE_TITLE = re.compile(r"[^。！？]{0,60}(?:发言|讲话|發言|講話|致辞|声明|演讲|谈话|贺信)\Z")
_ARABIC_TITLE = re.compile(r"(?:كلمة|بيان|خطاب|مداخلة|رسالة|تصريح)(?:\s|\Z)")
_SENTENCE_OPENERS = words("The This That These Those His Her Its A An My Our In To Such")
_SENTENCE_LINKS = words("the a an to of and in for")
_SMALL_IN_TITLES = words("the of and by for on at to a an in general de la del du des")
# "WHO Director-General's opening remarks at": sites write so, too.
_KINDS_OF_REMARKS = words(
    "opening closing introductory keynote welcome concluding video press special"
)
# A full stop after a word and a capitalised word: titles have none.
_PART_MARK = re.compile(
    r"(?::|\s[-–—]|\.(?=\s+(?:statement|remarks|address|speech|intervention|message)\s+(?:by"
    r"|delivered)\b))\s+",
    re.IGNORECASE,
)
# "Transcript of the press conference by …"
_ACCOUNT_OF = re.compile(
    r"(?:(?:full|edited|unofficial|rush|near[- ]?verbatim)\s+)?(?:transcript|text|excerpts?|record"
    r"|highlights|summary)\s+(?:of|from)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_MOST_PARTS = 3
_INNER_SENTENCE = re.compile(r"[^\W\d_]{4}\.\s+[A-Z][a-z]+\s+[a-z]")
_FIRST_PERSON = re.compile(
    r"(?<!\.)\b(?:i(?!\.)|we|my|our|me|us|allow|let|je|nous|mon|notre|yo|nosotros|mi|nuestro|permítame|your"
    r"|you|vous|votre)\b",
    re.IGNORECASE,
)
_OWN_OFFICE = re.compile(
    r"\b(?:our|nuestr[oa]|notre|noss[oa]|наша?|нашего)\s+(?=(?:[\w-]+\s+){0,2}?(?:permanent|deputy|ambassador"
    r"|minister|foreign|president|prime|representa\w+|embajador|ministr|président|repr[eé]sent\w+"
    r"|embaixador|permanente|постоян|посол))",
    re.IGNORECASE,
)
_DELIVERY_NOTE = re.compile(
    r"\W{0,4}(?:please\s+)?(?:check against|as (?:prepared|delivered|deivered|written)(?!\s+by\b)"
    r"|(?:only |authentic )?as (?:actually )?(?:prepared|delivered) for delivery"
    r"|embargo(?:ed)?\b|unofficial translation|translated from|original\s?:|"
    r"(?:seul le )?(?:texte )?(?:discours )?prononcé fait foi|(?:à )?vérifier (?:à l|au|contre)"
    r"|(?:por favor,? )?(?:cotejar|cotéjese|cotejese|verificar)\b|verificar contra"
    r"|(?:near[- ]?)?verbatim\b|unedited\b|written statement|statement as delivered"
    r"|transcript(?:ion)?\b(?!\s+(?:of|from)\b.*\b(?:by|with|at)\b)|translat(?:ed|ion)\b"
    r"|non-?paper\Z|draft\Z|final\Z|\W*(?:courtesy|official|informal) translation|traduction"
    r"|traducción"
    r"|not (?:an )?official|original (?:in )?(?:english|french|spanish|arabic|russian|chinese"
    r"|language)"
    r"|as transcribed|rush transcript|remarks as|only the delivered|subject to change|es gilt das"
    r"|this speech has been translated"
    r"|проверить|при произнесении|сверить|неофициальный перевод|يرجى المراجعة|请以现场)",
    re.IGNORECASE,
)
_GOES_ON = words(
    "by of at on in to for the and during under before behalf from de du des del par por la"
    " le el sur sobre au aux en no na do da pela يلقيه تلقيه يلقيها أمام"
)
_LONGEST_NOTE = 90
_LONGEST_LONG_NOTE = 300
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
    parts = [text, *(text[mark.end() :] for mark in marks)]
    account = _ACCOUNT_OF.match(text)
    if account and account.end() < len(text):
        parts.append(text[account.end()].upper() + text[account.end() + 1 :])
    return parts


def _begins_title(text: str) -> bool:
    match = _TITLE_START.match(text)
    if match is None or _INNER_SENTENCE.search(text):
        return False
    before, kind = match["before"].split(), match["kind"]
    if match[0].endswith(",") and (not kind[0].isupper() or set(before) & _SENTENCE_OPENERS):
        return False
    if _FIRST_PERSON.search(" ".join(before)):
        return False
    return _are_title_words(before, kind) and _begins_like_title(text)


def _are_title_words(before: list[str], kind: str) -> bool:
    """Whether the words before the kind of speech are written as in a title, not a sentence."""
    if not kind[0].isupper() and (not before or before[-1] in _SENTENCE_OPENERS):
        return False
    small = _SMALL_IN_TITLES if kind[0].isupper() else _SMALL_IN_TITLES | _KINDS_OF_REMARKS
    return all(not word[:1].islower() or word in small for word in before) and (
        not before or before[-1].lower() not in _SENTENCE_LINKS or kind[0].isupper()
    )


def _begins_like_title(text: str) -> bool:
    first = text.lstrip("*_#\"“”'‘’«([ ")[:1]
    return first.isupper() or first.isdigit() or (first.isalpha() and not first.islower())


def addresses_someone(text: str) -> bool:
    """Whether the text says "I", "we" or "your", as speech does and titles do not."""
    return bool(_FIRST_PERSON.search(text))


def without_own(text: str) -> str:
    """The text with "our ambassador" as "ambassador", as missions write of theirs."""
    return _OWN_OFFICE.sub("", text)


def is_delivery_note(text: str) -> bool:
    """Whether the line only tells how the text relates to what was spoken."""
    match = _DELIVERY_NOTE.match(text)
    if match is None:
        return False
    return len(text) < _LONGEST_NOTE or (len(text) < _LONGEST_LONG_NOTE and "translated" in text)


def goes_on_below(text: str) -> bool:
    """Whether the line cannot be the last of a title: "STATEMENT BY", "at the"."""
    return last_word(text) in _GOES_ON


def last_word(text: str) -> str:
    """The last word of a line, in small letters."""
    return text.rsplit(None, 1)[-1].lower()
