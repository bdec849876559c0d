"""Title blocks in Russian, Arabic and Chinese, whose names and offices Latin rules do not know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_RUSSIAN_NAME = (
    r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
    r"|[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\."
)
_RUSSIAN = re.compile(
    rf"(?:выступление|заявление|речь|ответное\s+слово)\s+(?P<office>[а-яёА-ЯЁ,\s«»-]{{3,200}}?)\s*"
    rf"(?P<name>(?-i:{_RUSSIAN_NAME}))(?:\s+(?:на|в\s+ходе|перед)\s+(?P<event>.{{5,250}}))?",
    re.IGNORECASE,
)
_RUSSIAN_MISSION = re.compile(
    r"постоянно(?:е|го)\s+представительств\w*\s+(?P<state>[А-ЯЁ][\w\s-]{3,60}?)\s+при\b",
    re.IGNORECASE,
)
_ARABIC_NAME = re.compile(
    r"(?:يلقي(?:ه|ها)|ألقا(?:ه|ها)|تلقي(?:ه|ها)|يدلي\s+به)\s+(?:سعادة\s+|معالي\s+|دولة\s+)?"
    r"(?:السفيرة?|الوزيرة?|الأستاذة?|السيدة?|الدكتورة?)\s*/?\s*(?P<name>[\u0600-\u06ff\s]{4,60}?)\s*(?:\n|،|,|\Z)"
)
_ARABIC_MISSION = re.compile(
    r"(?:الوفد|البعثة|المندوبية|الممثلية|المندوب|الممثل)\s+الدائمة?\s+(?:لـ?|ل)(?P<state>[\u0600-\u06ff\s]{4,60}?)"
    r"\s*(?:لدى|\n|\Z)"
)
_ARABIC_EVENT = re.compile(
    r"(?:أمام|خلال|في)\s+(?P<event>(?:اللجنة|مجلس|الجمعية|الدورة|المؤتمر|جلسة)[^\n]{3,200})"
)
_CHINESE = re.compile(
    r"\A(?:常驻联合国(?:副)?代表)?(?P<name>[\u4e00-\u9fff]{2,4}?)"
    r"(?P<office>大使|参赞|公使|副?代表|临时代办|秘书|副?部长|司长)"
    r"在(?P<event>[^\n]{2,80}?)(?:上)?的?(?:一般性辩论|解释性|答辩|补充)?(?:发言|讲话|致辞|声明)"
)
_CHINESE_MISSION = re.compile(r"\A(?P<state>[\u4e00-\u9fff]{2,12}?)常驻")


class Scripted(NamedTuple):
    """Who spoke, for whom and where, as a title block in another script says it."""

    name: str | None = None
    role: str | None = None
    delegation: str | None = None
    event: str | None = None


def read_scripted(entries: Sequence[str]) -> Scripted:
    """What the entries say in Russian, Arabic or Chinese; nothing where they are in another."""
    whole = "\n".join(entries)
    for reader in (_in_russian, _in_arabic, _in_chinese):
        found = reader(whole, entries)
        if any(found):
            return found
    return Scripted()


def _in_russian(whole: str, entries: Sequence[str]) -> Scripted:
    speech = next(filter(None, map(_RUSSIAN.search, entries)), None)
    mission = _RUSSIAN_MISSION.search(whole)
    delegation = mission["state"] if mission else None
    if speech is None:
        return Scripted(delegation=delegation)
    event = speech["event"]
    return Scripted(
        " ".join(speech["name"].split()),
        speech["office"].strip(" ,"),
        delegation,
        event and event.strip(" ."),
    )


def _in_arabic(whole: str, entries: Sequence[str]) -> Scripted:
    name, mission, event = (
        form.search(whole) for form in (_ARABIC_NAME, _ARABIC_MISSION, _ARABIC_EVENT)
    )
    return Scripted(
        name=" ".join(name["name"].split()) if name else None,
        delegation=mission["state"].strip() if mission else None,
        event=event["event"].strip() if event else None,
    )


def _in_chinese(whole: str, entries: Sequence[str]) -> Scripted:
    speech = next(filter(None, map(_CHINESE.search, entries)), None)
    mission = next(filter(None, map(_CHINESE_MISSION.match, entries)), None)
    delegation = mission["state"] if mission else None
    if speech is None:
        return Scripted(delegation=delegation)
    return Scripted(speech["name"], speech["office"], delegation, speech["event"])
