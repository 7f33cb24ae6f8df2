"""Give every record that others may know an id that stays."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from editorial.models.public_id import PublicIdField, fill_public_ids

KEYS = {
    "legislation": "slug",
    "right": "slug",
    "publication": "slug",
    "municipalduty": "slug",
    "signal": "slug",
}


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the ids of the rows that are there, from their keys."""
    for name, key in KEYS.items():
        fill_public_ids(apps.get_model("rights", name), key, schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ("rights", "0011_former_slugs"),
    ]

    operations = [
        *(
            migrations.AddField(
                name, "public_id", PublicIdField(null=True, of=key, verbose_name="public id")
            )
            for name, key in KEYS.items()
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
