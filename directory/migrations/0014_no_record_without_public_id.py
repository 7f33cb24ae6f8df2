"""From now on no such record is without its id."""

from django.db import migrations

from editorial.models.public_id import PublicIdField

KEYS = {
    "organization": "slug",
    "channel": "key",
    "location": "key",
    "service": "slug",
    "firstcontactrule": "slug",
}


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0013_public_ids"),
    ]

    operations = [
        migrations.AlterField(
            name, "public_id", PublicIdField(of=key, verbose_name="public id")
        )
        for name, key in KEYS.items()
    ]
