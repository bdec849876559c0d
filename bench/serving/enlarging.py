"""A corpus several times as large, made from one in the database by recombining paragraphs.

Each copy holds all paragraphs of the corpus once more, dealt out anew among the statements of the
same language and year: words, mentions and years stay as frequent as they were, while no statement
is like another. All that is about a statement, its title among it, is its model's. The same corpus
always gives the same copies.

`python -m bench.serving.enlarging ADDRESS --times 10` enlarges the database at that address, which
nobody else should use meanwhile.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import psycopg

from bench.serving.texts import ENLARGED

TABLES = (
    "statements_source",
    "statements_speech",
    "statements_speech_on_behalf_of",
    "statements_paragraph",
    "statements_mention",
)
#: Copies made at the same time: the database computes the search vectors on as many cores.
AT_ONCE = 2
_MEMORY = "512MB"

Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """What slows the adding of rows, left out meanwhile: an index, a constraint, the triggers."""

    drop: str
    make: str
    #: A foreign key is checked with the indexes of the tables that it joins.
    comes_last: bool = False


def enlarge(address: str, times: int) -> None:
    """Make the corpus at `address` so many times as large; once does nothing.

    The role must own the tables. Triggers do not run: what keeps a record of changes has none of
    these. Where it was broken off, the database is to be thrown away.
    """
    if times == 1:
        return
    with psycopg.connect(address, autocommit=True) as connection:
        offsets = {table: _largest_id(connection, table) for table in TABLES}
        rules = [rule for table in TABLES for rule in _rules(connection, table)]
        rules.sort(key=lambda rule: rule.comes_last)
        for rule in reversed(rules):
            connection.execute(rule.drop)
        # Else each copy would make a table anew that the others read.
        connection.execute("CREATE UNLOGGED TABLE enlarging_original AS " + _ORIGINALS)
        connection.execute("CREATE INDEX ON enlarging_original (id)")
        connection.execute("ANALYZE enlarging_original")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            copies = [pool.submit(_copy, address, number, offsets) for number in range(1, times)]
            for copy in copies:
                copy.result()
        connection.execute("DROP TABLE enlarging_original")
    _put_back(address, rules)


# Paragraphs with the place that they have: their statement, and the group that is shuffled.
_ORIGINALS = """
    SELECT paragraph.id, paragraph.speech_id, paragraph.number,
           speech.language || '/' || coalesce(extract(year FROM speech.date), 0) AS shuffled_in
      FROM statements_paragraph paragraph
      JOIN statements_speech speech ON speech.id = paragraph.speech_id
"""
# Which paragraph (`id`) comes to the place of which other one (`place`).
_DEAL = """
    CREATE TEMPORARY TABLE deal AS
    SELECT shuffled.id, place.id AS place, place.speech_id, place.number
      FROM (SELECT id, shuffled_in, row_number() OVER (
                PARTITION BY shuffled_in ORDER BY hashint8extended(id, {number}), id) AS position
              FROM enlarging_original) shuffled
      JOIN (SELECT id, speech_id, number, shuffled_in, row_number() OVER (
                PARTITION BY shuffled_in ORDER BY id) AS position
              FROM enlarging_original) place USING (shuffled_in, position)
"""


def _copy(address: str, number: int, offsets: dict[str, int]) -> None:
    """Add the corpus once more; ids are those of the models, raised by a multiple of `offsets`."""
    with psycopg.connect(address) as connection:
        connection.execute(f"SET work_mem = '{_MEMORY}'")
        connection.execute(_DEAL.format(number=number))
        connection.execute("CREATE INDEX ON deal (id)")
        connection.execute("ANALYZE deal")
        new = {table: f"{offset * number}" for table, offset in offsets.items()}
        for statement in _statements(connection, number, new):
            connection.execute(statement)


def _statements(connection: Connection, number: int, new: dict[str, str]) -> list[str]:
    source, speech, behalf, paragraph, mention = TABLES

    def insert(table: str, origin: str, **values: str) -> str:
        """The model's row with some values of its own; `model` names it in `origin`."""
        columns = _columns(connection, table)
        taken = [values.get(column, f'model."{column}"') for column in columns]
        names = ", ".join(f'"{column}"' for column in columns)
        return (
            f"INSERT INTO {table} ({names}) OVERRIDING SYSTEM VALUE"
            f" SELECT {', '.join(taken)} FROM {origin}"
        )

    slug = f"'{ENLARGED}{number}-' || model.id"
    bytes_of_copy = f"convert_to({slug} || E'\\n\\n' || written.text, 'UTF8')"
    text = f"""
        {speech} model JOIN (
            SELECT deal.speech_id,
                   string_agg(paragraph.text, E'\\n\\n' ORDER BY deal.number) AS text
              FROM deal JOIN {paragraph} paragraph ON paragraph.id = deal.id
             GROUP BY deal.speech_id
        ) written ON written.speech_id = model.id
    """
    return [
        "CREATE TEMPORARY TABLE written AS SELECT model.id, model.source_id, written.text,"
        f" {bytes_of_copy} AS data FROM {text}",
        insert(
            source,
            f"{source} model JOIN written ON written.source_id = model.id",
            id=f"model.id + {new[source]}",
            data="written.data",
            sha256="encode(sha256(written.data), 'hex')",
            size="octet_length(written.data)",
            filename=f"'{ENLARGED}{number}-' || written.id || '.txt'",
        ),
        insert(
            speech,
            f"{speech} model JOIN written ON written.id = model.id",
            id=f"model.id + {new[speech]}",
            slug=slug,
            text="written.text",
            source_id=f"model.source_id + {new[source]}",
        ),
        insert(
            behalf,
            f"{behalf} model JOIN written ON written.id = model.speech_id",
            id=f"model.id + {new[behalf]}",
            speech_id=f"model.speech_id + {new[speech]}",
        ),
        insert(
            paragraph,
            f"{paragraph} model JOIN deal ON deal.id = model.id",
            id=f"deal.place + {new[paragraph]}",
            number="deal.number",
            speech_id=f"deal.speech_id + {new[speech]}",
        ),
        insert(
            mention,
            f"{mention} model JOIN deal ON deal.id = model.paragraph_id",
            id=f"model.id + {new[mention]}",
            paragraph_id=f"deal.place + {new[paragraph]}",
            speech_id=f"deal.speech_id + {new[speech]}",
        ),
        # Those in the title, which is the model's own; only of the statements that were there.
        insert(
            mention,
            f"{mention} model JOIN written ON written.id = model.speech_id"
            " AND model.paragraph_id IS NULL",
            id=f"model.id + {new[mention]}",
            speech_id=f"model.speech_id + {new[speech]}",
        ),
    ]


def _columns(connection: Connection, table: str) -> list[str]:
    """All but those that the database computes."""
    query = """
        SELECT attname FROM pg_attribute
         WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
         ORDER BY attnum
    """
    return [name for (name,) in connection.execute(query, [table])]


def _largest_id(connection: Connection, table: str) -> int:
    row = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
    return int(row[0]) if row else 0


def _rules(connection: Connection, table: str) -> list[Rule]:
    """All of a table but its primary key, to which others refer, and its checks."""
    constraints = connection.execute(
        "SELECT conname, conindid, pg_get_constraintdef(oid), contype = 'f' FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype IN ('u', 'x', 'f')",
        [table],
    ).fetchall()
    indexes = connection.execute(
        "SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = %s::regclass AND NOT indisprimary AND indexrelid <> ALL (%s)",
        [table, [index for _, index, _, is_key in constraints if not is_key]],
    ).fetchall()
    alter = f"ALTER TABLE {table}"
    return [
        Rule(f"{alter} DISABLE TRIGGER USER", f"{alter} ENABLE TRIGGER USER"),
        *(Rule(f"DROP INDEX {name}", definition) for name, definition in indexes),
        *(
            Rule(
                f'{alter} DROP CONSTRAINT "{name}"',
                f'{alter} ADD CONSTRAINT "{name}" {definition}',
                comes_last=is_key,
            )
            for name, _, definition, is_key in constraints
        ),
    ]


def _put_back(address: str, rules: list[Rule]) -> None:
    """The rules again, the numbers of the next rows, and what the planner knows of them all."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"SET maintenance_work_mem = '{_MEMORY}'")
        for rule in rules:
            connection.execute(rule.make)
        for table in TABLES:
            connection.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )
        connection.execute("VACUUM (ANALYZE)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", help="postgresql://…, of the database to enlarge")
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    began = time.perf_counter()
    enlarge(options.address, options.times)
    print(f"{options.times} times as large after {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
