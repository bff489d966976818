"""The audit log takes nothing back: the database itself refuses to change or remove a line."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = """
CREATE TRIGGER audit_event_no_{act} BEFORE {ACT} ON audit_event
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse();
"""


def close(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the triggers."""
    if editor.connection.vendor == "sqlite":
        for act in ("update", "delete"):
            editor.execute(SQLITE.format(act=act, ACT=act.upper()))
    else:
        editor.execute(POSTGRESQL)


class Migration(migrations.Migration):
    """Closes the table."""

    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(close, migrations.RunPython.noop, elidable=False)]
