"""Of who is who only what changed is taken over."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("index", "0004_quicker")]

    operations = [
        migrations.AddField("mark", "people", models.CharField(blank=True, default="", max_length=60)),
        migrations.AddField("mark", "settling", models.DateTimeField(null=True)),
    ]
