"""From now on no such record is without its id."""

from django.db import migrations

from editorial.models.public_id import PublicIdField

KEYS = {
    "legislation": "slug",
    "right": "slug",
    "publication": "slug",
    "municipalduty": "slug",
    "signal": "slug",
}


class Migration(migrations.Migration):

    dependencies = [
        ("rights", "0012_public_ids"),
    ]

    operations = [
        migrations.AlterField(
            name, "public_id", PublicIdField(of=key, verbose_name="public id")
        )
        for name, key in KEYS.items()
    ]
