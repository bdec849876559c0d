"""What statements are searched by, which the database keeps true by itself.

A table of its own, apart from the statements, so that plans which only count or list never meet
the long vectors, and so that the names of speakers, delegations and events can stand beside the
words of the text.
"""

from typing import Any

import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models

# Written out, not imported: a migration describes the past and must not change with the code.
CONFIGURATIONS = {
    "ar": ("pg_catalog.arabic", "statements_arabic"),
    "de": ("pg_catalog.german", "statements_german"),
    "en": ("statements_english",),
    "es": ("pg_catalog.spanish", "statements_spanish"),
    "fr": ("pg_catalog.french", "statements_french"),
    "pt": ("pg_catalog.portuguese", "statements_portuguese"),
    "ru": ("pg_catalog.russian", "statements_russian"),
}


#: Between the words by two configurations, so that no phrase spans both.
GAP = " || ''' '':64'::tsvector || "


def weighted(configurations: tuple[str, ...]) -> str:
    """The parts of a statement in all configurations, titles weighing most and the text least."""
    return GAP.join(
        " || ".join(
            f"setweight(to_tsvector('{name}', {part}), '{weight}')"
            for part, weight in (("title", "A"), ("names", "B"), ("headings", "C"), ("body", "D"))
        )
        for name in configurations
    )


CASES = "\n".join(
    f"WHEN '{language}' THEN {weighted(names)}" for language, names in CONFIGURATIONS.items()
)

FUNCTIONS = f"""
CREATE FUNCTION statements_words(
    language text, title text, names text, headings text, body text
) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
SELECT CASE language
{CASES}
ELSE {weighted(("statements_simple",))}
END
$function$;

-- Blanks for what would mislead the parser, one for one: see statements/search/plain.py.
CREATE FUNCTION statements_plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
SELECT regexp_replace(
    translate($1, '<>/', '   '),
    '(?<=[0-9])-(?=[0-9])|(?<=[a-zß-öø-ÿ])[.](?=[A-ZÀ-ÖØ-Þ])', ' ', 'g'
)
$function$;

-- Lines of a few words that no sentence ends: what stands above a part of a text.
CREATE FUNCTION statements_headings(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
SELECT coalesce(string_agg(line, E'\\n'), '')
FROM regexp_split_to_table($1, E'\\n\\n') line
WHERE length(line) <= 80 AND line ~ '^[^[:space:]].*[^[:space:].?!:;,…"”»)-]$'
$function$;

-- Each word that occurs often, once for every step of two steps an octave that its number
-- reaches: what occurs four times is there as word/1 (2), word/2 (3) and word/3 (4).
CREATE FUNCTION statements_frequent(words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
SELECT coalesce(array_to_tsvector(array_agg(lexeme || '/' || step)), '')
FROM unnest(words) AS word (lexeme, positions, weights)
CROSS JOIN LATERAL generate_series(1, width_bucket(
    cardinality(positions), '{{2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192}}'::integer[]
)) AS step
WHERE cardinality(positions) > 1
$function$;

-- Whether all words stand within so many words of each other, in any order. Of what the parser
-- takes apart ("counter-terrorism") the whole counts; a word that is not indexed is left out.
CREATE FUNCTION statements_near(
    vector tsvector, configurations regconfig[], words text[], distance integer
) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $function$
WITH wanted AS (
    SELECT DISTINCT word, lexeme
    FROM unnest(words) WITH ORDINALITY AS asked (text, word),
        unnest(configurations) AS configuration,
        unnest(to_tsvector(configuration, text)) AS part (lexeme, positions, weights)
    WHERE 1 = ANY (positions)
), place AS (
    SELECT wanted.word, position
    FROM unnest(vector) AS found (lexeme, positions, weights)
    JOIN wanted USING (lexeme), unnest(positions) AS position
)
SELECT EXISTS (
    SELECT FROM place AS first WHERE (
        SELECT count(DISTINCT word) FROM place
        WHERE position BETWEEN first.position AND first.position + distance
    ) = (SELECT count(DISTINCT word) FROM wanted)
)
$function$;

CREATE FUNCTION statements_index_speeches(keys bigint[]) RETURNS void LANGUAGE sql AS $function$
INSERT INTO statements_speechindex AS indexed (
    speech_id, language, name_words, words, exact_words, frequent_words
)
SELECT
    speech.id,
    speech.language,
    statements_words(speech.language, part.title, part.names, '', ''),
    text.words,
    setweight(to_tsvector('statements_simple', part.title), 'A')
        || setweight(to_tsvector('statements_simple', part.names), 'B')
        || setweight(to_tsvector('statements_simple', part.headings), 'C')
        || to_tsvector('statements_simple', part.body),
    statements_frequent(text.words)
FROM statements_speech speech
LEFT JOIN statements_speaker speaker ON speaker.id = speech.speaker_id
LEFT JOIN statements_entity delegation ON delegation.id = speech.represents_id
LEFT JOIN statements_event event ON event.id = speech.event_id
LEFT JOIN statements_event whole ON whole.id = event.part_of_id
CROSS JOIN LATERAL (SELECT
    statements_plain(speech.title) AS title,
    statements_plain(
        concat_ws(E'\\n', speaker.name, delegation.name, event.name, whole.name)
    ) AS names,
    statements_plain(statements_headings(speech.text)) AS headings,
    statements_plain(speech.text) AS body
    OFFSET 0
) part
CROSS JOIN LATERAL (SELECT
    statements_words(speech.language, part.title, part.names, part.headings, part.body) AS words
    OFFSET 0
) text
WHERE speech.id = ANY (keys)
ORDER BY speech.id
ON CONFLICT (speech_id) DO UPDATE SET
    language = excluded.language,
    name_words = excluded.name_words,
    words = excluded.words,
    exact_words = excluded.exact_words,
    frequent_words = excluded.frequent_words
$function$;
"""  # noqa: S608 - its parts are those above

# Where they are called there may be no path to the functions, as in a restore.
TRIGGERS = """
CREATE FUNCTION statements_paragraph_words() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $function$
BEGIN
    NEW.words := statements_words(NEW.language, '', '', '', statements_plain(NEW.text));
    RETURN NEW;
END
$function$;

CREATE TRIGGER index_paragraph BEFORE INSERT OR UPDATE OF text, language, words
ON statements_paragraph FOR EACH ROW EXECUTE FUNCTION statements_paragraph_words();

CREATE FUNCTION statements_speech_written() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM statements_index_speeches(array(SELECT id FROM written));
    ELSE
        PERFORM statements_index_speeches(array(
            SELECT written.id FROM written JOIN replaced USING (id)
            WHERE (written.language, written.title, written.text)
                IS DISTINCT FROM (replaced.language, replaced.title, replaced.text)
            OR (written.speaker_id, written.represents_id, written.event_id)
                IS DISTINCT FROM (replaced.speaker_id, replaced.represents_id, replaced.event_id)
        ));
    END IF;
    RETURN NULL;
END
$function$;

CREATE TRIGGER index_new_speeches AFTER INSERT ON statements_speech
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION statements_speech_written();

CREATE TRIGGER index_changed_speeches AFTER UPDATE ON statements_speech
REFERENCING OLD TABLE AS replaced NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION statements_speech_written();

CREATE FUNCTION statements_name_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $function$
BEGIN
    PERFORM statements_index_speeches(array(
        SELECT speech.id FROM statements_speech speech
        WHERE CASE TG_TABLE_NAME
            WHEN 'statements_speaker' THEN speech.speaker_id = NEW.id
            WHEN 'statements_entity' THEN speech.represents_id = NEW.id
            ELSE speech.event_id = NEW.id OR speech.event_id IN (
                SELECT part.id FROM statements_event part WHERE part.part_of_id = NEW.id
            )
        END
    ));
    RETURN NULL;
END
$function$;

CREATE TRIGGER index_speaker_name AFTER UPDATE OF name ON statements_speaker
FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name)
EXECUTE FUNCTION statements_name_changed();

CREATE TRIGGER index_delegation_name AFTER UPDATE OF name ON statements_entity
FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name)
EXECUTE FUNCTION statements_name_changed();

CREATE TRIGGER index_event_name AFTER UPDATE OF name, part_of_id ON statements_event
FOR EACH ROW WHEN (
    OLD.name IS DISTINCT FROM NEW.name OR OLD.part_of_id IS DISTINCT FROM NEW.part_of_id
)
EXECUTE FUNCTION statements_name_changed();
"""

UNDO_TRIGGERS = """
DROP TRIGGER index_event_name ON statements_event;
DROP TRIGGER index_delegation_name ON statements_entity;
DROP TRIGGER index_speaker_name ON statements_speaker;
DROP FUNCTION statements_name_changed();
DROP TRIGGER index_changed_speeches ON statements_speech;
DROP TRIGGER index_new_speeches ON statements_speech;
DROP FUNCTION statements_speech_written();
DROP TRIGGER index_paragraph ON statements_paragraph;
DROP FUNCTION statements_paragraph_words();
"""

UNDO_FUNCTIONS = """
DROP FUNCTION statements_index_speeches(bigint[]);
DROP FUNCTION statements_near(tsvector, regconfig[], text[], integer);
DROP FUNCTION statements_frequent(tsvector);
DROP FUNCTION statements_headings(text);
DROP FUNCTION statements_plain(text);
DROP FUNCTION statements_words(text, text, text, text, text);
"""


def vector(*, null: bool = False) -> Any:
    return django.contrib.postgres.search.SearchVectorField(editable=False, null=null)


class Migration(migrations.Migration):
    dependencies = [("statements", "0010_change_triggers")]
    operations = [
        migrations.CreateModel(
            name="SpeechIndex",
            fields=[
                (
                    "speech",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="index",
                        serialize=False,
                        to="statements.speech",
                    ),
                ),
                ("language", models.CharField(blank=True, editable=False, max_length=3)),
                ("name_words", vector()),
                ("words", vector()),
                ("exact_words", vector()),
                ("frequent_words", vector()),
            ],
            options={"verbose_name": "search index of a statement"},
        ),
        # Without a value, so that the table is not written anew at once.
        migrations.AddField(model_name="paragraph", name="words", field=vector(null=True)),
        migrations.RunSQL(FUNCTIONS, UNDO_FUNCTIONS),
        migrations.RunSQL(TRIGGERS, UNDO_TRIGGERS),
        # Filling the new column would keep it up to date at several times the cost.
        migrations.RemoveIndex(model_name="paragraph", name="paragraph_search_gin"),
    ]
