"""The table of the limits of signing in, which all processes share."""

from typing import Any

from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_table(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    alias = schema_editor.connection.alias
    call_command("createcachetable", "sign_in_limits", database=alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0012_form_drafts")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
