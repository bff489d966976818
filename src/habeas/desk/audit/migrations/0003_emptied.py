"""What a line of the audit log is on can be emptied once something was erased, where another table that only grows says so
first; nothing else of a line can change. A line cannot be put in the place of another either.
"""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_EMPTIED = """NEW.id = OLD.id AND NEW.time = OLD.time AND NEW.member_id {same} OLD.member_id AND NEW.what = OLD.what
    AND NEW."on" = '' AND NEW.detail = '' AND EXISTS (SELECT 1 FROM audit_emptied WHERE event_id = OLD.id)"""
SQLITE = (
    "DROP TRIGGER audit_event_no_update",
    f"""CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event
    WHEN NOT ({_EMPTIED.format(same="IS")})
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """CREATE TRIGGER audit_event_no_replacement BEFORE INSERT ON audit_event
    WHEN EXISTS (SELECT 1 FROM audit_event WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """CREATE TRIGGER audit_emptied_no_update BEFORE UPDATE ON audit_emptied
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """CREATE TRIGGER audit_emptied_no_delete BEFORE DELETE ON audit_emptied
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
)
POSTGRESQL = f"""
DROP TRIGGER audit_event_append_only ON audit_event;
CREATE TRIGGER audit_event_append_only BEFORE DELETE OR TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse();
CREATE TRIGGER audit_emptied_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_emptied
FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse();
CREATE OR REPLACE FUNCTION audit_event_only_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {_EMPTIED.format(same="IS NOT DISTINCT FROM")} THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'the audit log is append-only';
END $$;
CREATE TRIGGER audit_event_not_changed BEFORE UPDATE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_event_only_emptied();
"""


def close(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the triggers."""
    for act in SQLITE if editor.connection.vendor == "sqlite" else (POSTGRESQL,):
        editor.execute(act)


class Migration(migrations.Migration):
    """Opens the table so far and no further."""

    dependencies: ClassVar = [("audit", "0002_append_only")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Emptied",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("time", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audit.event"
                    ),
                ),
            ],
        ),
        migrations.RunPython(close, migrations.RunPython.noop, elidable=False),
    ]
