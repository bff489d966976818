"""An index over the words of statements that the database keeps up by itself: FTS5 on SQLite, GIN on PostgreSQL."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    "CREATE VIRTUAL TABLE index_words USING fts5(folded, speaker_folded, content='index_statement', "
    "content_rowid='id', tokenize='unicode61')",
    "CREATE TRIGGER index_words_in AFTER INSERT ON index_statement BEGIN "
    "INSERT INTO index_words(rowid, folded, speaker_folded) VALUES (new.id, new.folded, new.speaker_folded); END",
    "CREATE TRIGGER index_words_out AFTER DELETE ON index_statement BEGIN "
    "INSERT INTO index_words(index_words, rowid, folded, speaker_folded) "
    "VALUES ('delete', old.id, old.folded, old.speaker_folded); END",
)
POSTGRESQL = (
    "CREATE INDEX index_words ON index_statement USING gin (to_tsvector('simple', folded))",
    "CREATE INDEX index_speakers ON index_statement USING gin (to_tsvector('simple', speaker_folded))",
)


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the index of the words."""
    for one in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(one)


class Migration(migrations.Migration):
    """Makes the words searchable. Their text is never changed in place: a report that is read again is put in anew."""

    dependencies: ClassVar = [("index", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(make, migrations.RunPython.noop, elidable=False)]
