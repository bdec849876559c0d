"""Speakers in titles of languages that decline names or know no capitals.

Russian, Arabic and Chinese.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_INITIALS = r"(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё-]+"
_NO_NAME = (
    r"(?!Республик|Федераци|Королевств|Российск|Исламск|Народн|Организаци|Генеральн|Постоянн"
    r"|Совет|Комитет|Союз|Президент|Министр|Посол|Представител|Секретар|Директор|Председател)"
)
_PLAIN_NAME = (
    _NO_NAME + r"(?!\w+(?:ой|ей|ого|его|ых|их)\s)[А-ЯЁ][а-яё]+\s"
    r"(?!Федераци|Республик|Королевств|Наци|Безопасност|Ассамбле|Союз|Штат|Эмират|Аравии|Ланк|Коре)"
    r"[А-ЯЁ][а-яё-]+"
)
_FULL_NAME = _NO_NAME + r"[А-ЯЁ][а-яё]+(?:\s[А-ЯЁ][а-яё-]+){1,2}"
# The name stands between the office and what follows: "… при ООН В.А.Иванова на заседании".
_RUSSIAN = re.compile(
    rf"(?:(?:ООН|Федерации|России|дел|г-на|г-жи|господина|госпожи|посла)\s+(?P<name>{_FULL_NAME})"
    rf"|(?P<short>{_INITIALS})|(?P<plain>{_PLAIN_NAME}))(?=\s+(?:на|в|во|по|перед|от|в\s+ходе)\b"
    rf"|[,\n]|\s*\Z)"
)
_RUSSIAN_OF = re.compile(
    r"(?:делегаци\w+|представительств\w+|представител\w+)\s+"
    r"(?P<of>[А-ЯЁ][а-яё]+(?:\s[А-ЯЁ][а-яё]+){0,2}?)(?=\s+(?:при|в|на|по|[А-ЯЁ]\.)|[,\n]|\s*\Z)"
    r"|(?P<state>(?:[А-ЯЁ][а-яё]+ой\s)?(?:Республики|Федерации|Королевства)(?:\s[А-ЯЁ][а-яё]+)?)"
)
_ARABIC_OF = re.compile(
    r"(?:بيان|كلمة|مداخلة)\s+(?:وفد\s+)?(?!المجموعة|مجموعة|الاتحاد|السيد|الأمين|الرئيس"
    r"|الوزير)(?P<of>(?:ال|جمهورية|مملكة|دولة|سلطنة)[^\n،,]{2,50}?)"
    r"(?=\s+(?:يلقيه|تلقيه|أمام|في|حول|خلال)|[\n،,]|\s*\Z)"
    r"|المندوبة?\s+الدائمة?\s+(?P<state>ل[^\n،,]{3,50}?)(?=\s+لدى|[\n،,]|\s*\Z)"
)
_ARABIC = re.compile(
    r"(?P<honorific>(?:السيدة?\s+)?السفيرة?|سعادة السفيرة?|معالي الوزيرة?|معالي السيدة?|معالي"
    r"|السفيرة?|السيدة?"
    r"|الدكتورة?|فخامة الرئيس)"
    r"\s*/?\s+(?!وزير|رئيس|نائب|الأمين|مندوب|المندوب|ممثل|الممثل|المدير|أمين"
    r"|مدير)(?P<name>[\u0600-\u06ff]+(?:\s+[\u0600-\u06ff]+){1,5}?)"
    r"(?=\s*(?:\n|\Z|[،,:\-–])|\s+(?:المندوب|وزير|نائب|الممثل|رئيس|أمام|في|القائم|مندوب))"
)
_CHINESE = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{2,8}?)?(?:常驻|代表团|副|首席)?[\u4e00-\u9fff]{0,12}?(?:代表|代办|特使|外长|部长|公使|参赞"
    r"|总理|副总理|秘书长?|主席|总统|总书记|总干事|发言人|国务委员)"
    r"(?P<name>(?![在就关于会长团兼])[\u4e00-\u9fff·]{2,12}?(?<!会)(?<!议))(?P<honorific>大使|先生|女士|部长|公使|参赞"
    r"|同志)?"
    r"(?=在|于|就|关于|致|的)"
)
_CHINESE_NAME_FIRST = re.compile(
    r"[—–-]*(?:常驻联合国(?:副)?代表)?(?P<name>[\u4e00-\u9fff]{2,4}(?<![国方团副席]))(?P<honorific>大使|部长|公使|参赞"
    r"|外长|特使|国务委员(?:兼外长)?)(?=在|就|于)"
)
# "中华人民共和国主席 李明远": office, then name, apart.
_CHINESE_OFFICE_FIRST = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{2,12}?)(?:国家)?(?:主席|总理|总统|部长|外长|外交部长|大使|代表|秘书长|总干事)"
    r"\s+(?P<name>[\u4e00-\u9fff·]{2,12})\Z"
)
_MISSIONS = (
    re.compile(
        r"постоянно(?:е|го)\s+представительств\w*\s+(?P<state>[А-ЯЁ][\w\s-]{3,60}?)\s+при\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:الوفد|البعثة|المندوبية|الممثلية|المندوب|الممثل)\s+الدائمة?\s+(?:لـ?|ل)"
        r"(?P<state>[\u0600-\u06ff\s]{4,60}?)\s*(?:لدى|\n|\Z)"
    ),
    re.compile(r"بعثة\s+(?P<state>[\u0600-\u06ff\s]{2,60}?)\s+الدائمة"),
    re.compile(r"\A(?P<state>[\u4e00-\u9fff]{2,12}?)(?:常驻|驻联合国)"),
)
_OCCASIONS = (
    re.compile(
        r"\s(?:на|в\s+ходе|перед)\s+(?P<event>(?:[\w-]+\s){0,5}?(?:заседани|сесси|совет"
        r"|конференци|дискусси"
        r"|форум|совещани|встреч|комитет|ассамбле|дебат|прени)\w*[^\n]{0,250})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:خلال|في)\s+(?P<event>(?:ال)?(?:جلسة|مناقشة|اجتماع|حوار|ندوة|قمة)\s[^\n]{3,200})"
    ),
    re.compile(
        r"(?:أمام|خلال|في)\s+(?P<event>(?:اللجنة|مجلس|الجمعية|الدورة|المؤتمر|جلسة)[^\n]{3,200})"
    ),
    re.compile(
        r"在(?P<event>[^\n，。]{2,80}?)(?:上)?的?(?:一般性辩论|解释性|答辩|补充)?(?:发言|讲话|致辞|声明)"
    ),
)


class Named(NamedTuple):
    """A speaker's name as written, the title of courtesy and the delegation where they stand."""

    name: str
    honorific: str | None = None
    delegation: str | None = None


def find_delegation(text: str) -> str | None:
    """The state whose delegation a Russian or Arabic title names, in the case it has there."""
    if text.isascii():
        return None
    match = _RUSSIAN_OF.search(text) or _ARABIC_OF.search(text)
    return match["of"] or match["state"] if match else None


def mission_of(line: str) -> str | None:
    """The state whose mission a letterhead in Russian, Arabic or Chinese names."""
    found = (form.search(line) for form in _MISSIONS) if not line.isascii() else ()
    match = next(filter(None, found), None)
    return match["state"].strip() if match else None


def find_occasion(text: str) -> str | None:
    """The meeting that a title in Russian, Arabic or Chinese names, in the case it has there."""
    found = (form.search(text) for form in _OCCASIONS) if not text.isascii() else ()
    match = next(filter(None, found), None)
    return match["event"].strip(" .") if match else None


def find_named(text: str) -> Named | None:
    """The speaker that a title in Russian, Arabic or Chinese names, else None."""
    if text.isascii():
        return None
    russian = _RUSSIAN.search(text)
    if russian:
        return Named(
            russian["name"] or russian["short"] or russian["plain"], None, find_delegation(text)
        )
    arabic = _ARABIC.search(text)
    if arabic:
        return Named(" ".join(arabic["name"].split()), arabic["honorific"], find_delegation(text))
    chinese = _CHINESE_NAME_FIRST.match(text) or _CHINESE.search(text)
    if chinese:
        of_state = text.split("常驻", 1)[0].strip() if "常驻" in text else None
        return Named(chinese["name"], chinese["honorific"], of_state or None)
    return None


def named_behind_office(line: str) -> Named | None:
    """The speaker of a line in Chinese that is an office and a name, apart by a space."""
    match = _CHINESE_OFFICE_FIRST.match(line)
    return Named(match["name"], None, match["of"]) if match else None
