"""One form for the characters of a text: Unicode NFC, one line end, no strays."""

from __future__ import annotations

import re
import unicodedata

SOFT_HYPHEN = "\u00ad"

_OTHER_LINE_ENDS = "\r\v\x85\u2028\u2029"
_LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
# Zero-width joiners and the marks of direction stay: Persian, Hindi and Arabic need them.
# Embedding controls go: one left open would turn the rest of a page around.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_STRAYS = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")
_SOFT_HYPHEN_INSIDE = re.compile(SOFT_HYPHEN + r"(?![ \t]*(?:\n|\Z))")
_C1_AS_WINDOWS = {
    code: bytes([code]).decode("cp1252", errors="ignore") or None for code in range(0x80, 0xA0)
}
# What UTF-8 looks like after it was once read as Windows-1252 and saved.
_GARBLED = ("â€", "Ã©", "Ã¨", "Ã³", "Ã¡", "Ã±")


def tidy(text: str) -> tuple[str, int]:
    """The text in NFC with "\\n" line ends, and how many stray characters were taken out.

    Characters 80 to 9F, which no text means, are read as Windows-1252, as browsers do.
    A soft hyphen stays only at the end of a line, where it tells how to join the lines.
    """
    text = one_line_end(text)
    if text.isascii():
        return _without_strays(text)
    text, count = _without_strays(text)
    text = _INVISIBLE.sub("", text)
    if SOFT_HYPHEN in text:
        text = _SOFT_HYPHEN_INSIDE.sub("", text)
    return unicodedata.normalize("NFC", text), count


def one_line_end(text: str) -> str:
    """The text with "\\n" at the end of every line."""
    if any(end in text for end in _OTHER_LINE_ENDS):
        return _LINE_ENDS.sub("\n", text)
    return text


def looks_garbled(text: str) -> bool:
    """Whether the text was damaged by a wrong encoding before it came here."""
    return "\ufffd" in text or any(sample in text for sample in _GARBLED)


def _without_strays(text: str) -> tuple[str, int]:
    if _STRAYS.search(text) is None:
        return text, 0
    count = len(_STRAYS.findall(text))
    return _STRAYS.sub("", text.translate(_C1_AS_WINDOWS)), count
