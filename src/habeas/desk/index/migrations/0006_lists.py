"""Lists of cases and of pairs that stay quick where there are many."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("index", "0005_people"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="pair",
            index=models.Index(fields=["state", "-score", "left", "right"], name="index_pair_likeliest"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                condition=models.Q(("detained", True), ("named", True)),
                fields=["whole", "name", "report"],
                name="index_person_held",
            ),
        ),
    ]
