"""What becomes new while it is weighed is weighed again."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("worklists", "0002_touched"),
    ]

    operations = [
        migrations.AddField(
            model_name="unweighed",
            name="stamp",
            field=models.BigIntegerField(default=0),
        ),
    ]
