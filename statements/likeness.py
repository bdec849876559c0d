"""How much statements have in common: what they mention, and words that few use. Pure.

What many statements mention tells little, so each entity and word counts by its rarity (the
logarithm of how many times fewer statements have it than there are). No model, no opinion: the
reasons for a likeness are the entities and words that are shared, and can be shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt
from typing import Final, TypeVar

from pyroaring import AbstractBitMap, FrozenBitMap

Named = TypeVar("Named", int, str)

NOTHING: Final = FrozenBitMap()

#: So much does a likeness by words count beside one by what is mentioned.
WORDS_SHARE: Final = 0.5
#: A text with fewer telling words than this is not known by them: one chance word would decide.
TELLING_WORDS: Final = 10
#: Words of more than this part of the statements tell nothing of one.
COMMON_SHARE: Final = 0.02
#: What more than this part mentions has next to no weight, and takes longest to be counted.
EVERYDAY_SHARE: Final = 0.3
#: So many are counted soon.
EVERYDAY_FEW: Final = 1_000
#: In a text of more words than this, a word that stands there once is chance.
SHORT_WORDS: Final = 1_000
#: In a small archive that would be hardly any.
COMMON_FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Like:
    """A statement's key, how like it is (0 to about 1.5), and the reasons, weightiest first."""

    key: int
    likeness: float
    entities: tuple[int, ...]
    words: tuple[str, ...]


def rarity(having: int, total: int) -> float:
    """0 for what all statements have; the more, the fewer have it."""
    return log(total / having) if 0 < having < total else 0.0


def squares(having: Mapping[int, AbstractBitMap], total: int) -> dict[int, float]:
    """Of each statement the sum of the squared rarities of all that it mentions."""
    sums: defaultdict[int, float] = defaultdict(float)
    for keys in having.values():
        square = rarity(len(keys), total) ** 2
        for key in keys:
            sums[key] += square
    return dict(sums)


def worth_counting(counts: Mapping[str, int]) -> dict[str, int]:
    """The words of a text that may tell something of it, with how often each stands there."""
    least = 1 if sum(counts.values()) < SHORT_WORDS else 2
    return {word: count for word, count in counts.items() if count >= least}


def distinctive(
    counts: Mapping[str, int], having: Mapping[str, int], total: int, most: int
) -> dict[str, float]:
    """The weights of the words that tell most of a text, out of how often it has each.

    `having`: how many statements have each; a word that only this one has can be shared with none.
    """
    common = max(COMMON_FEW, COMMON_SHARE * total)
    weights = {
        word: (1 + log(count)) * rarity(having[word], total)
        for word, count in counts.items()
        if 2 <= having.get(word, 0) <= common
    }
    weighty = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most]
    return {word: weight for word, weight in weighty if weight > 0}


def most_like(
    mentions: Mapping[int, int],
    words: Mapping[str, float],
    *,
    having_entity: Mapping[int, AbstractBitMap],
    having_word: Mapping[str, AbstractBitMap],
    norms: Mapping[int, float],
    total: int,
    among: AbstractBitMap,
    limit: int,
) -> list[Like]:
    """The statements most like one that mentions entities so often and has weighty words.

    By the cosine of rarities of what is mentioned, and the part of the words' weight that is
    shared. Only statements in `among`; none that shares nothing.
    """
    own = {
        entity: (1 + log(count)) * rarity(len(having_entity.get(entity, NOTHING)), total)
        for entity, count in mentions.items()
    }
    everyday = max(EVERYDAY_FEW, EVERYDAY_SHARE * total)
    by_entities = _summed(
        (weight * rarity(len(having_entity[entity]), total), having_entity[entity])
        for entity, weight in own.items()
        if weight and len(having_entity[entity]) <= everyday
    )
    by_words = _summed((weight, having_word.get(word, NOTHING)) for word, weight in words.items())
    own_norm = sqrt(sum(weight**2 for weight in own.values())) or 1.0
    own_words = max(sum(words.values()), TELLING_WORDS * log(total)) or 1.0
    scores = {
        key: by_entities.get(key, 0.0) / (own_norm * sqrt(norms.get(key, 0.0) or 1.0))
        + WORDS_SHARE * by_words.get(key, 0.0) / own_words
        for key in by_entities.keys() | by_words.keys()
    }
    best = Counter({key: score for key, score in scores.items() if key in among})
    return [
        Like(
            key=key,
            likeness=score,
            entities=_sharing(key, own, having_entity),
            words=_sharing(key, words, having_word),
        )
        for key, score in best.most_common(limit)
    ]


def _summed(weighted: Iterable[tuple[float, AbstractBitMap]]) -> dict[int, float]:
    sums: defaultdict[int, float] = defaultdict(float)
    for weight, keys in weighted:
        for key in keys:
            sums[key] += weight
    return sums


def _sharing(
    key: int, weights: Mapping[Named, float], having: Mapping[Named, AbstractBitMap]
) -> tuple[Named, ...]:
    """What the statement of the key shares of what is weighted, the weightiest first."""
    shared = [
        name for name, weight in weights.items() if weight and key in having.get(name, NOTHING)
    ]
    return tuple(sorted(shared, key=lambda name: -weights[name]))
