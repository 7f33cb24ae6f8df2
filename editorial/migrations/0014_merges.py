"""A proposal that merges an entry into another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editorial", "0013_sign_in_limits")]

    operations = [
        migrations.AddField(
            model_name="proposal",
            name="merge_into",
            field=models.BigIntegerField(blank=True, editable=False, null=True),
        ),
    ]
