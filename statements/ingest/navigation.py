"""What a web site or an office puts around a statement: menus, paths, buttons, addresses."""

from __future__ import annotations

import re

_PATH = re.compile(
    r"\S\s*[>›→]\s*\S|(?<![«\w])»\s+\w|\s/\s[^/]{2,60}\s/|\A[\w ]{2,40}\s/\s\w[^/]*\Z"
)
_MENU_GAP = re.compile(r"\s*[|·•*]\s*|\s{2,}|\t")
_MOST_WORDS_IN_MENU_ITEM = 5
_FEWEST_MENU_ITEMS = 3
# A line of a menu, a button, a notice or a credit begins with one of these.
_FURNISHING = re.compile(
    r"\W{0,6}(?:skip to|jump to|go to|scroll (?:down|to)|aller au|ir al|menu\b|main menu"
    r"|search\b|recherche|buscar"
    r"|home\s*\Z|inicio\s*\Z|accueil\s*\Z|startseite|share\b|partager|compartir|print\b|imprim"
    r"|e-?mail\s*\Z"
    r"|tweet\b|facebook|twitter|whatsapp|linkedin|copy link|follow us|subscribe|sign (?:in|up)"
    r"|log ?in"
    r"|register\s*\Z|contact(?: us)?\s*\Z|about(?: us)?\s*\Z|cookies?\b|accept\b|reject\b"
    r"|manage cookies"
    r"|this (?:site|website|page|web ?page|content|was published)\b|we use\b[^.]{0,40}\bcookies?\b"
    r"|please be advised that the .{3,80}\bwebsite\b|the .{3,80}'s website is now"
    r"|the meeting (?:was|is) (?:called to order|resumed|suspended)|the agenda was adopted"
    r"|la séance est ouverte"
    r"|se (?:abre|declara abierta) la sesión|information released online|note: (?:content|this)"
    r"|\W*archived content|this snapshot|content in this archive"
    r"|if you are not redirected|you are (?:here|currently|viewing)|select (?:page|language|your)"
    r"|choose (?:country|language)|toggle|close\s*\Z|open\s*\Z|back to\b|return to\b|retour\b"
    r"|volver\b"
    r"|read more|must read|more\s*\Z|related\b|see also\b|next\b\s*\W?\Z|previous\b\s*\W?\Z"
    r"|tags?\s*:|tagged\b"
    r"|categor(?:y|ies)\b|filed under|posted (?:in|by)|written by|submitted by|enviado por"
    r"|publié par"
    r"|author\s*:|writer\s*:|by\s*:?\s*(?:admin|editor|webmaster)\b|views?\s*:|hits\s*:"
    r"|font ?size|text size"
    r"|photo\b|image\b|picture\b|video\b|watch\b|listen\b|webcast|foto\b|caption\b|credit\s*:|©"
    r"|\(c\)\s|copyright"
    r"|download\b|pdf\b|document\s*\Z|share this|toggle navigation|last (?:updated|modified)"
    r"|loading"
    r"|all rights reserved|an official website|a \w+ government agency|official website"
    r"|sitio oficial"
    r"|here[’']s how you know|how to identify|version (?:française|anglaise)|english version"
    r"|breadcrumb"
    r"|press enter|javascript|enable\b|your browser|advertisement|sponsored|newsletter|donate\b"
    r"|unique id|distributed by|minutes? read|\d+ min(?:ute)?s? read|reading time|estimated"
    r"|logo\b|\w+ logo\s*\Z|for immediate release|no\.?\s?[\d/ -]+\Z|press release\s*\Z"
    r"|news release"
    r"|briefing notes?\s*\Z|(?:(?:and|et|y|&|,|/|\s)*(?:speeches|statements|remarks|messages"
    r"|interviews"
    r"|press releases|addresses|articles|briefings|discours|déclarations|communiqués|allocutions"
    r"|discursos|intervenciones|declaraciones|comunicados)\b){2,5}\s*\Z|(?:speeches"
    r"|statements)\s*[|•·]|speech(?:es)?\s*\Z|statements?\s*\Z(?<=ts)|news\s*\Z|latest news"
    r"|press (?:room|centre"
    r"|center|corner)\b)",
    re.IGNORECASE,
)
# What the cover of a verbatim record says of itself.
_OF_RECORD = re.compile(
    r"\W*(?:this (?:verbatim |summary )?record (?:contains|is subject|will)"
    r"|corrections (?:to this record"
    r"|should|may) |la présente? (?:procès|compte)|les? présente? (?:procès-verbal|compte rendu) "
    r"|la presente acta |el presente documento contiene)",
    re.IGNORECASE,
)
# The name of a language is a word of a title, too, alone on its line: "DECLARATION / DE / …".
_SMALL_WORDS = ("de", "en")
_NOTICE = re.compile(r"cookie|website|archived|snapshot", re.IGNORECASE)
_LANGUAGES = re.compile(
    r"(?:\W|\b(?:english|français|francais|español|espanol|deutsch|italiano|português|русский|中文"
    r"|العربية"
    r"|russian|french|spanish|arabic|chinese|japanese|日本語|norsk|svenska|dansk|suomi|eesti|polski"
    r"|türkçe"
    r"|nederlands|en|fr|es|ru|ar|zh|de|it|version)\b)+\Z",
    re.IGNORECASE,
)
_WEB_ADDRESS = re.compile(r"\S*(?:https?://|www\.)\S+|\S+@\S+\.\w{2,}", re.IGNORECASE)
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,?\s+(?:[\w.-]+\s+){0,4}(?:avenue|ave|street|st|plaza|road|rd|square"
    r"|boulevard|blvd|lane)\b\.?"
    r"|\b(?:tel|phone|ph|fax|telephone|tél|téléphone|telefax|e-?mail|correo|web ?site"
    r"|p\.?\s?o\.?\s?box)\b\s*[.:#(]"
    r"|\b(?:rue|avenue|chemin|calle)\s+(?:de|du|des|la)\b[^.]{0,40}\d|\b(?:NY|N\.Y\.)\s+\d{5}\b"
    r"|\(\d{3}\)\s?\d{3}[-\s]\d{4}|\+\d{1,3}[\s(]",
    re.IGNORECASE,
)
_MISSION = re.compile(
    r"\b(?:(?:permanent|overseas)\s+)?(?:observer\s+)?(?:missions?|delegation|embassy|consulate"
    r"|représentation|mission|misión|missão|délégation|delegación|vertretung|представительство)"
    r"\s+(?:permanente\s+)?(?:of|to|de|du|d[’']|ante|auprès|del|der|при)\b"
    r"|\b(?:permanent\s+mission|misión\s+permanente|mission\s+permanente|missão\s+permanente)\b"
    r"|\bпостоянное\s+представительство\b|\b(?:ministry|ministère|ministerio|ministério"
    r"|министерство)\s+(?:of|for|des|de|do)\b"
    r"|\b(?:department|office|bureau)\s+of\s+(?:the\s+)?(?:foreign|state|public|press|external"
    r"|global)\b"
    r"|\bпостоянная\s+миссия\b|\bperutusan\s+tetap\b|\bkementerian\b|\bbakanlığı\b|\bständige\s+vertretung\b"
    r"|\bauswärtiges\s+amt\b"
    r"|\brepresentaci(?:ón|ones)\s+(?:permanente|diplomática)s?\b|\breprésentation\s+permanente\b"
    r"|\bforeign\s+(?:ministry|office|affairs)\b|\bglobal\s+affairs\b|\bgovernment\s+of\b"
    r"|\boffice\s+to\b|\bexternal\s+action\s+service\b|\bfederal\s+(?:department|foreign"
    r"|ministry)\b"
    r"|بعثة\s.{2,50}\sالدائمة|المندوبية|الوفد الدائم|البعثة الدائمة|وزارة الخارجية"
    r"|常驻.{0,12}代表团|外交部",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\W_]+\Z")
_LONGEST_FURNISHING, _LONGEST_NOTICE, _LONGEST_LETTERHEAD = 120, 400, 160


def is_rule(text: str) -> bool:
    """Whether the line holds no letter and no figure: a row of stars or dashes."""
    return bool(_RULE.match(text))


def is_site_noise(text: str) -> bool:
    """Whether the line is a menu, a path, a button, a notice or an address, no part of a title."""
    if _OF_RECORD.match(text):
        return True
    if len(text) > _LONGEST_NOTICE:
        return False
    if _FURNISHING.match(text):
        return len(text) <= _LONGEST_FURNISHING or _NOTICE.search(text) is not None
    if is_rule(text) or (_LANGUAGES.match(text) and text.casefold() not in _SMALL_WORDS):
        return True
    return is_address(text) or _is_path(text) or _is_menu(text)


def is_address(text: str) -> bool:
    """Whether the line gives a street, a telephone number or an address on the web."""
    if len(text) > _LONGEST_LETTERHEAD * 2:
        return False
    web = _WEB_ADDRESS.search(text)
    return bool(_STREET.search(text)) or (web is not None and len(text) - len(web[0]) < 60)


def is_letterhead(text: str) -> bool:
    """Whether the line names the mission, ministry or office that publishes the statement."""
    return len(text) <= _LONGEST_LETTERHEAD and bool(_MISSION.search(text))


def _is_path(text: str) -> bool:
    return bool(_PATH.search(text)) and not text.startswith("<")


def _is_menu(text: str) -> bool:
    items = [item for item in _MENU_GAP.split(text) if item]
    return len(items) >= _FEWEST_MENU_ITEMS and all(
        len(item.split()) <= _MOST_WORDS_IN_MENU_ITEM and not item.endswith((",", "."))
        for item in items
    )
