"""Triggers that log what changes, whoever changes it: the site, an import or a person in psql."""

from django.db import migrations

#: Of each table, which function logs its changes.
LOGGED = {
    "statements_speech": "statements_log_statements",
    "statements_paragraph": "statements_log_parts",
    "statements_mention": "statements_log_parts",
    "statements_speech_on_behalf_of": "statements_log_parts",
    "statements_event": "statements_log_events",
    "statements_entity": "statements_log_names",
    "statements_entityname": "statements_log_names",
    "statements_speaker": "statements_log_names",
}

# The transition tables hold all rows of one INSERT, UPDATE, DELETE or COPY, so the log grows by
# one row for each statement that it touches, however many mentions it wrote.
LOG_STATEMENTS = """
    IF TG_OP = 'INSERT' THEN
        INSERT INTO statements_change (what, speech_id)
        SELECT DISTINCT 'statement', {column} FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO statements_change (what, speech_id)
        SELECT DISTINCT 'statement', {column} FROM old_rows;
    ELSE
        INSERT INTO statements_change (what, speech_id)
        SELECT 'statement', {column} FROM old_rows UNION SELECT 'statement', {column} FROM new_rows;
    END IF;
"""

# Authority data is loaded again and again: what it writes as it was is no change.
LOG_NAMES = """
    IF TG_OP = 'INSERT' THEN
        is_changed := EXISTS (SELECT FROM new_rows);
    ELSIF TG_OP = 'DELETE' THEN
        is_changed := EXISTS (SELECT FROM old_rows);
    ELSE
        is_changed := EXISTS (TABLE new_rows EXCEPT TABLE old_rows);
    END IF;
    IF is_changed THEN
        INSERT INTO statements_change (what) VALUES ('names');
    END IF;
"""

# The event, not the statements at it: some may be in transactions that are not visible here.
LOG_EVENTS = """
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO statements_change (what, event_id)
        SELECT 'event', id FROM new_rows JOIN old_rows USING (id)
        WHERE new_rows.part_of_id IS DISTINCT FROM old_rows.part_of_id;
    END IF;
"""

LOG_TRUNCATION = "INSERT INTO statements_change (what) VALUES ('everything');"


def function(name: str, body: str) -> migrations.RunSQL:
    # With the search path of today it works in sessions that set another, such as a restore.
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
        AS $$
        DECLARE
            is_changed boolean;
        BEGIN
            {body}
            RETURN NULL;
        END
        $$
        """,
        f"DROP FUNCTION {name}()",
    )


def triggers(table: str, logged_by: str) -> migrations.RunSQL:
    """One for each way to change the table: PostgreSQL wants them apart. Locks it for a moment."""
    tables = {
        "INSERT": "REFERENCING NEW TABLE AS new_rows",
        "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
        "DELETE": "REFERENCING OLD TABLE AS old_rows",
    }
    created = tuple(
        f"CREATE TRIGGER log_{event.lower()} AFTER {event} ON {table} {rows} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {logged_by}()"
        for event, rows in tables.items()
    )
    dropped = tuple(f"DROP TRIGGER log_{event.lower()} ON {table}" for event in tables)
    return migrations.RunSQL(created, dropped)


def truncation_trigger(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER log_truncate AFTER TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION statements_log_truncation()",
        f"DROP TRIGGER log_truncate ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("statements", "0009_change_log")]
    operations = [
        function("statements_log_statements", LOG_STATEMENTS.format(column="id")),
        function("statements_log_parts", LOG_STATEMENTS.format(column="speech_id")),
        function("statements_log_names", LOG_NAMES),
        function("statements_log_events", LOG_NAMES + LOG_EVENTS),
        function("statements_log_truncation", LOG_TRUNCATION),
        *(triggers(table, logged_by) for table, logged_by in LOGGED.items()),
        # The log itself as well: with it goes what other processes have not seen yet.
        *(truncation_trigger(table) for table in [*LOGGED, "statements_change"]),
    ]
