"""The language of a text."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol, cast

# Fewer letters than this say too little: many languages share "no", "mission", "de".
_FEWEST_LETTERS = 20
# py3langid's normalised probability; real speeches come out above 0.99.
_LEAST_CERTAINTY = 0.6
# Enough to be certain, and the time does not grow with the text (under a millisecond).
_SAMPLE_CHARACTERS = 1200


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def detect_language(text: str) -> str | None:
    """The ISO 639-1 code of the text's language; None where the text is too short to tell."""
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    language, certainty = _identifier().classify(sample)
    return language if certainty >= _LEAST_CERTAINTY and len(language) == 2 else None


def _sample(text: str) -> str:
    """The middle of the text: courtesies in another language stand at its beginning and end."""
    if len(text) <= _SAMPLE_CHARACTERS:
        return text
    begin = (len(text) - _SAMPLE_CHARACTERS) // 2
    return text[begin : begin + _SAMPLE_CHARACTERS]


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    # Imported here, because it loads numpy and the model: 0.3 s that many commands never need.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return cast(_Identifier, LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
