"""Numbers as letters and as Roman numerals, as lists are counted."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST_ROMAN: Final = 3_999
_ALPHABET: Final = 26


def letters(number: int) -> str:
    """a, b … z, aa, bb …, as word processors count; other numbers stay figures.

    >>> letters(1), letters(26), letters(28)
    ('a', 'z', 'bb')
    """
    if not 1 <= number <= _ALPHABET * 10:
        return str(number)
    times, letter = divmod(number - 1, _ALPHABET)
    return chr(ord("a") + letter) * (times + 1)


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
