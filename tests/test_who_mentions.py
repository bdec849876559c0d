"""Who mentions whom, against a count made one statement at a time."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import pytest

from statements.holdings import current
from statements.models import Entity, Mention, Speech
from statements.who_mentions import Cell, Matrix, who_mentions
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def countries() -> list[Entity]:
    """Six of them, who speak and mention each other and themselves, always in the same way."""
    chance = random.Random(6)  # noqa: S311 - not a secret
    found = [factories.make_entity("country", code=f"C{n}", name=f"Country {n}") for n in range(6)]
    group = factories.make_entity("organization", code="g77", name="Group")
    for number in range(40):
        speech = factories.make_speech(
            represents=chance.choice(found), status="draft" if number % 11 == 0 else "published"
        )
        if number % 3 == 0:
            speech.on_behalf_of.add(group)
        paragraph = factories.make_paragraph(speech)
        for start, other in enumerate(chance.sample(found, k=3)):
            for end in range(start + 1, start + 1 + chance.randint(1, 2)):
                factories.make_mention(
                    speech,
                    other,
                    paragraph=paragraph,
                    start=start,
                    end=end,
                    state=chance.choice(["found", "accepted", "rejected"]),
                )
    return found


def one_by_one(speaking: str) -> Counter[tuple[str, str]]:
    """By code of who speaks and of the country mentioned, the published statements."""
    counted: Counter[tuple[str, str]] = Counter()
    for speech in Speech.objects.published():
        made_for = {speech.represents, *speech.on_behalf_of.all()}
        live = Mention.objects.filter(speech=speech).exclude(state="rejected")
        mentioned = {mention.entity for mention in live if mention.entity.kind == "country"}
        for by, about in itertools.product(made_for, mentioned):
            if by is not None and by.kind == speaking:
                counted[by.code, about.code] += 1
    return counted


def shown(matrix: Matrix) -> Counter[tuple[str, str]]:
    return Counter(
        {
            (row.entity.code, column.code): cell.count
            for row in matrix.rows
            for column, cell in zip(matrix.columns, row.cells, strict=True)
            if cell.count
        }
    )


@pytest.mark.usefixtures("countries")
@pytest.mark.parametrize("speaking", ["country", "organization"])
def test_every_number_is_that_of_a_count_one_by_one(speaking: str) -> None:
    holdings = current()
    matrix = who_mentions(
        holdings, holdings.published, speaking=speaking, mentioned="country", size=30
    )
    naive = one_by_one(speaking)
    assert naive
    assert shown(matrix) == naive


@pytest.mark.usefixtures("countries")
def test_the_most_mentioned_and_those_who_mention_them_most_come_first() -> None:
    holdings = current()
    matrix = who_mentions(
        holdings, holdings.published, speaking="country", mentioned="country", size=3
    )
    naive = one_by_one("country")
    by_others: Counter[str] = Counter()
    for (by, about), count in naive.items():
        by_others[about] += count if by != about else 0
    codes = [column.code for column in matrix.columns]
    assert codes == sorted(by_others, key=lambda code: (-by_others[code], code))[:3]
    totals = [sum(cell.count for cell in row.cells if not cell.is_self) for row in matrix.rows]
    assert totals == sorted(totals, reverse=True)
    assert len(matrix.rows) == 3


def test_a_mention_of_oneself_counts_for_no_order() -> None:
    vain = factories.make_entity("country", code="VAN", name="Vain")
    modest = factories.make_entity("country", code="MOD", name="Modest")
    for _ in range(3):
        factories.make_mention(factories.make_speech(represents=vain), vain)
    factories.make_mention(factories.make_speech(represents=vain), modest)
    holdings = current()
    matrix = who_mentions(
        holdings, holdings.published, speaking="country", mentioned="country", size=10
    )
    assert [column.code for column in matrix.columns] == ["MOD"]
    assert [(row.entity.code, row.held, row.cells) for row in matrix.rows] == [
        ("VAN", 4, [Cell(1)])
    ]
    assert matrix.most == 1


def test_nothing_is_an_empty_matrix() -> None:
    holdings = current()
    matrix = who_mentions(
        holdings, holdings.published, speaking="country", mentioned="theme", size=10
    )
    assert (matrix.columns, matrix.rows, matrix.most) == ([], [], 0)
