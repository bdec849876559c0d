"""Numbers as letters and as Roman numerals, as lists are counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import ascii_lowercase
from typing import Final

_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST_ROMAN: Final = 3_999
# Russian lists leave out ё, й, ъ, ы and ь; Arabic ones count by the alphabet or by the old abjad.
_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщэюя"
_ARABIC: Final = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD: Final = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CHICAGO: Final = "*†‡§"
_CHINESE: Final = "〇一二三四五六七八九"


def letters(number: int) -> str:
    """a, b … z, aa, bb …, as word processors count; other numbers stay figures.

    >>> letters(1), letters(26), letters(28)
    ('a', 'z', 'bb')
    """
    return counted(ascii_lowercase, number)


def roman(number: int) -> str:
    """In Roman numerals; what these cannot write stays in figures.

    >>> roman(1994)
    'MCMXCIV'
    """
    if not 1 <= number <= _LARGEST_ROMAN:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def counted(alphabet: str, number: int) -> str:
    """The letter of an alphabet by its place, doubled behind its end; else in figures."""
    if not 1 <= number <= len(alphabet) * 10:
        return str(number)
    times, letter = divmod(number - 1, len(alphabet))
    return alphabet[letter] * (times + 1)


def chinese(number: int) -> str:
    """In Chinese, as lists are counted; from a hundred on in figures.

    >>> chinese(7), chinese(12), chinese(30)
    ('七', '十二', '三十')
    """
    if not 1 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (
        (_CHINESE[tens] if tens > 1 else "")
        + ("十" if tens else "")
        + (_CHINESE[ones] if ones else "")
    )


def ordinal(number: int) -> str:
    """In English with its ending.

    >>> ordinal(2), ordinal(11), ordinal(23)
    ('2nd', '11th', '23rd')
    """
    endings = {1: "st", 2: "nd", 3: "rd"}
    ending = "th" if number % 100 in (11, 12, 13) else endings.get(number % 10, "th")
    return f"{number}{ending}"


# By the names of Word, in ECMA-376 part 1, 17.18.59.
_FORMS: Final[Mapping[str, Callable[[int], str]]] = {
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": lambda number: roman(number).lower(),
    "upperRoman": roman,
    "chicago": lambda number: counted(_CHICAGO, number),
    "decimalZero": lambda number: f"{number:02}",
    "ordinal": ordinal,
    "russianLower": lambda number: counted(_RUSSIAN, number),
    "russianUpper": lambda number: counted(_RUSSIAN.upper(), number),
    "arabicAlpha": lambda number: counted(_ARABIC, number),
    "arabicAbjad": lambda number: counted(_ABJAD, number),
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
}


def in_form(form: str, number: int) -> str:
    """The number in the form that Word names so; in figures where it is another one."""
    return _FORMS.get(form, str)(number)
