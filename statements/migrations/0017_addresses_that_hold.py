"""Former addresses, and the triggers that leave them behind and keep them from others."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

#: Of each kind of thing: its table, the column of its address, how its kind is told from a row.
THINGS = {
    "speech": ("statements_speech", "slug", "'speech'"),
    "speaker": ("statements_speaker", "slug", "'speaker'"),
    "event": ("statements_event", "slug", "'event'"),
    "entity": ("statements_entity", "code", "{row}.kind"),
}

REFUSAL = """
    RAISE EXCEPTION USING
        ERRCODE = 'unique_violation',
        TABLE = TG_TABLE_NAME,
        CONSTRAINT = '{name}',
        MESSAGE = format('rule "{name}": the address %L of a %s {what}', {address}, {kind});
"""

# Not before the row is written: with two at once, the second waits at the unique index for the
# first, and what the first left behind is seen after that only.
KEPT_FROM_NEW = """
    SELECT former.kind, former.address INTO taken
    FROM new_rows AS added JOIN statements_formeraddress AS former
        ON former.kind = {added_kind} AND former.address = added.{column}
    LIMIT 1;
    IF FOUND THEN {refusal} END IF;
"""

LEFT_BEHIND = """
    -- Back at an address of its own.
    DELETE FROM statements_formeraddress
    WHERE kind = {new_kind} AND address = NEW.{column} AND {target}_id = NEW.id;
    SELECT kind, address INTO taken FROM statements_formeraddress
    WHERE kind = {new_kind} AND address = NEW.{column};
    IF FOUND THEN {refusal} END IF;
    INSERT INTO statements_formeraddress (kind, address, {target}_id)
    VALUES ({old_kind}, OLD.{column}, NEW.id);
"""

# When all is done: what is merged into another is deleted after its address was left behind.
NOT_IN_USE = """
    IF NOT EXISTS (
        SELECT FROM statements_formeraddress
        WHERE id = NEW.id AND kind = NEW.kind AND address = NEW.address
    ) THEN
        RETURN NULL;
    END IF;
    IF {in_use} THEN {refusal} END IF;
"""


def function(name: str, body: str) -> migrations.RunSQL:
    # With the search path of today it works in sessions that set another, such as a restore.
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
        AS $$
        DECLARE
            taken record;
        BEGIN
            {body}
            RETURN NULL;
        END
        $$
        """,
        f"DROP FUNCTION {name}()",
    )


def triggers(target: str) -> list[migrations.RunSQL]:
    table, column, kind = THINGS[target]
    words = {
        "target": target,
        "column": column,
        "new_kind": kind.format(row="NEW"),
        "added_kind": kind.format(row="added"),
        "old_kind": kind.format(row="OLD"),
        "refusal": REFUSAL.format(
            name="former_address_taken",
            what="was another one''s, and still leads to it",
            address="taken.address",
            kind="taken.kind",
        ),
    }
    changed = f"OLD.{column} IS DISTINCT FROM NEW.{column}"
    columns = column
    if target == "entity":
        changed, columns = f"{changed} OR OLD.kind IS DISTINCT FROM NEW.kind", "code, kind"
    return [
        function(f"statements_keep_{target}_addresses", KEPT_FROM_NEW.format(**words)),
        function(f"statements_leave_{target}_address", LEFT_BEHIND.format(**words)),
        migrations.RunSQL(
            f"CREATE TRIGGER keep_addresses AFTER INSERT ON {table} "
            "REFERENCING NEW TABLE AS new_rows "
            f"FOR EACH STATEMENT EXECUTE FUNCTION statements_keep_{target}_addresses()",
            f"DROP TRIGGER keep_addresses ON {table}",
        ),
        migrations.RunSQL(
            f"CREATE TRIGGER leave_address AFTER UPDATE OF {columns} ON {table} "
            f"FOR EACH ROW WHEN ({changed}) "
            f"EXECUTE FUNCTION statements_leave_{target}_address()",
            f"DROP TRIGGER leave_address ON {table}",
        ),
    ]


def not_in_use() -> list[migrations.RunSQL]:
    in_use = " OR ".join(
        f"EXISTS (SELECT FROM {table} AS thing "
        f"WHERE NEW.kind = {kind.format(row='thing')} AND NEW.address = thing.{column})"
        for table, column, kind in THINGS.values()
    )
    refusal = REFUSAL.format(
        name="former_address_in_use",
        what="is in use",
        address="NEW.address",
        kind="NEW.kind",
    )
    return [
        function(
            "statements_check_former_address", NOT_IN_USE.format(in_use=in_use, refusal=refusal)
        ),
        migrations.RunSQL(
            "CREATE CONSTRAINT TRIGGER not_in_use AFTER INSERT OR UPDATE "
            "ON statements_formeraddress DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION statements_check_former_address()",
            "DROP TRIGGER not_in_use ON statements_formeraddress",
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0016_programme_number"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("speech", "statement"),
                            ("speaker", "speaker"),
                            ("event", "event"),
                            ("country", "country"),
                            ("organization", "organization"),
                            ("theme", "theme"),
                            ("document", "document"),
                        ],
                        max_length=12,
                    ),
                ),
                ("address", models.CharField(help_text="The slug or code.", max_length=120)),
                (
                    "left_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to="statements.entity",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to="statements.event",
                    ),
                ),
                (
                    "speaker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to="statements.speaker",
                    ),
                ),
                (
                    "speech",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to="statements.speech",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "former addresses",
                "ordering": ["-left_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "address"), name="former_address_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("address", ""), _negated=True),
                        name="former_address_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "speech"),
                                ("entity__isnull", True),
                                ("event__isnull", True),
                                ("speaker__isnull", True),
                                ("speech__isnull", False),
                            ),
                            models.Q(
                                ("kind", "speaker"),
                                ("entity__isnull", True),
                                ("event__isnull", True),
                                ("speaker__isnull", False),
                                ("speech__isnull", True),
                            ),
                            models.Q(
                                ("kind", "event"),
                                ("entity__isnull", True),
                                ("event__isnull", False),
                                ("speaker__isnull", True),
                                ("speech__isnull", True),
                            ),
                            models.Q(
                                ("kind__in", ["country", "organization", "theme", "document"]),
                                ("entity__isnull", False),
                                ("event__isnull", True),
                                ("speaker__isnull", True),
                                ("speech__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="former_address_of_its_kind",
                    ),
                ],
            },
        ),
        *(operation for target in THINGS for operation in triggers(target)),
        *not_in_use(),
    ]
