"""How good the first ten hits are: topics judged by readers, and items known beforehand.

bench/topics.jsonl has one topic a line: the query as typed, what its reader wants, and for each
statement of the General Debate corpus that was judged, by the name of its file, a grade from 0
(about something else) to 3 (treats the topic at length or decisively). KNOWN_ITEMS may name a file
with one JSON object a line: `file`, a `phrase` that only it holds, and `keywords` of a paragraph
of it. UNJUDGED=1 lists the hits that nobody has judged: each counts as a grade of 0.
"""

import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypedDict

TOPICS: Final = Path(__file__).with_name("topics.jsonl")
SHOWN: Final = 10


class Topic(TypedDict):
    query: str
    wants: str
    grades: dict[str, int]


class KnownItem(TypedDict):
    file: str
    phrase: str
    keywords: str


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    import django

    django.setup()
    topics: list[Topic] = _lines(TOPICS)
    if not _is_held({file for topic in topics for file in topic["grades"]}):
        print(
            "DATABASE_URL=… KNOWN_ITEMS=FILE.jsonl .venv/bin/python -m bench.bench_ranking"
            " measures the ranking, in an archive that holds the General Debate corpus."
        )
        return
    _print_topics(topics)
    if os.environ.get("KNOWN_ITEMS"):
        _print_known_items(_lines(Path(os.environ["KNOWN_ITEMS"])))


def first_files(query: str) -> list[str]:
    """The files of the first hits of a search by relevance, as a visitor would see them."""
    from statements.filters import SpeechFilter
    from statements.models import Speech

    speeches = Speech.objects.published().for_list().select_related("source")
    filters = SpeechFilter({"q": query}, queryset=speeches.defer("source__data", "source__reading"))
    return [speech.source.filename for speech in filters.result[:SHOWN]]


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first hits, from 0 to 1.

    The gain of a grade g is 2^g - 1 and is divided by the logarithm to base 2 of 1 + the rank
    (Burges et al., "Learning to Rank using Gradient Descent", 2005). The ideal order is that of
    all that was judged, whether a search can find it or not.
    """
    ideal = _gain(sorted(grades.values(), reverse=True))
    return _gain(grades.get(file, 0) for file in found) / ideal if ideal else 0.0


def _gain(grades: Iterable[int]) -> float:
    ranked = enumerate(islice(grades, SHOWN), start=1)
    return math.fsum((2**grade - 1) / math.log2(1 + rank) for rank, grade in ranked)


def _print_topics(topics: Sequence[Topic]) -> None:
    values, unjudged = [], {}
    for topic in topics:
        found = first_files(topic["query"])
        unjudged[topic["query"]] = [file for file in found if file not in topic["grades"]]
        values.append(ndcg(found, topic["grades"]))
        print(
            f"{topic['query']:46} {values[-1]:6.3f}"
            f"   {len(found):2} found, {len(unjudged[topic['query']])} of them unjudged"
        )
    count = sum(map(len, unjudged.values()))
    print(f"nDCG@{SHOWN} of {len(topics)} topics {sum(values) / len(values):28.3f}", end="")
    print(f"   {count} unjudged")
    if os.environ.get("UNJUDGED"):
        for query, files in unjudged.items():
            for file in files:
                print(f"unjudged: {query}: {file}")


def _print_known_items(items: Sequence[KnownItem]) -> None:
    phrases = [first_files(f'"{item["phrase"]}"') for item in items]
    keywords = [first_files(item["keywords"]) for item in items]
    files = [item["file"] for item in items]
    print(
        f"phrase first                {_share(phrases, files, 1):6.1%} of {len(items)} known items"
    )
    print(f"keywords first              {_share(keywords, files, 1):6.1%}")
    print(f"keywords in the first ten   {_share(keywords, files, SHOWN):6.1%}")


def _share(found: Sequence[Sequence[str]], files: Sequence[str], depth: int) -> float:
    """How many of the searches brought their file among the first `depth`."""
    hits = [file in ranked[:depth] for ranked, file in zip(found, files, strict=True)]
    return sum(hits) / len(hits)


def _is_held(files: set[str]) -> bool:
    """Whether the archive holds what was judged, some renamed or withdrawn files aside."""
    from statements.models import Speech

    held = Speech.objects.published().filter(source__filename__in=files)
    return held.count() > len(files) * 0.9


def _lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
