"""Searches that stay quick where there are many statements."""

from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

WORDS = (
    "DROP TRIGGER index_words_in",
    "DROP TRIGGER index_words_out",
    "DROP TABLE index_words",
    "CREATE VIRTUAL TABLE index_words USING fts5(folded, speaker_folded, kind, state, content='index_statement', "
    "content_rowid='id', tokenize='unicode61', prefix='1 2 3')",
    "INSERT INTO index_words(index_words) VALUES ('rebuild')",
)
IN = "INSERT INTO index_words(rowid, folded, speaker_folded, kind, state) VALUES (new.id, new.folded, new.speaker_folded, new.kind, new.state);"
OUT = "INSERT INTO index_words(index_words, rowid, folded, speaker_folded, kind, state) VALUES ('delete', old.id, old.folded, old.speaker_folded, old.kind, old.state);"
TRIGGERS = (
    f"CREATE TRIGGER index_words_in AFTER INSERT ON index_statement BEGIN {IN} END",
    f"CREATE TRIGGER index_words_out AFTER DELETE ON index_statement BEGIN {OUT} END",
    "CREATE TRIGGER index_words_state AFTER UPDATE OF state ON index_statement WHEN old.state <> new.state "
    f"BEGIN {OUT} {IN} END",
)
ENDS = (
    "UPDATE index_statement SET first = '0001-01-01' WHERE first IS NULL AND last IS NOT NULL",
    "UPDATE index_statement SET last = '9999-12-31' WHERE last IS NULL AND first IS NOT NULL",
)


def make(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Makes the index of words anew: it has kinds and states too, and the beginnings of words."""
    for one in (*ENDS, *(WORDS + TRIGGERS if editor.connection.vendor == "sqlite" else ())):
        editor.execute(one)


class Migration(migrations.Migration):
    dependencies = [
        ("index", "0003_places"),
    ]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop, elidable=False),
        migrations.RemoveIndex(
            model_name="statement",
            name="index_state_first_182298_idx",
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("decided__lt", models.F("total"))), fields=["-order"], name="index_report_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["total", "decided"], name="index_repor_total_180e51_idx"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["first", "last"], name="index_state_first_97a259_idx"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["state"], name="index_state_state_f488c5_idx"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(fields=["kind"], name="index_state_kind_414b26_idx"),
        ),
        migrations.AddIndex(
            model_name="statement",
            index=models.Index(
                condition=models.Q(("risk", ""), _negated=True), fields=["state", "kind"], name="index_state_risky"
            ),
        ),
    ]
