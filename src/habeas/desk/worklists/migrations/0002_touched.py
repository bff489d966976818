"""Only what is new is weighed; matters are found by their reports."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def link(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Links what is there, and has everything weighed once more."""
    links = apps.get_model("worklists", "MatterReport").objects
    for matter in apps.get_model("worklists", "Matter").objects.iterator():
        links.bulk_create(links.model(matter=matter, report=report) for report in matter.reports)
    apps.get_model("worklists", "Weighed").objects.update(position=0)


class Migration(migrations.Migration):
    dependencies = [
        ("worklists", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unweighed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(max_length=80, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="MatterReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("report", models.CharField(db_index=True, max_length=80)),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="links", to="worklists.matter"
                    ),
                ),
            ],
        ),
        migrations.RunPython(link, migrations.RunPython.noop, elidable=True),
    ]
