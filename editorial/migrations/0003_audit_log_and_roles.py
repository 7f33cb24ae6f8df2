from typing import Any

import django.utils.timezone
import editorial.models.audit_event
from django.db import migrations, models

ROLES = ("editor", "publisher", "administrator")


def make_roles(apps: Any, schema_editor: Any) -> None:
    group = apps.get_model("auth", "Group")
    for name in ROLES:
        group.objects.using(schema_editor.connection.alias).get_or_create(name=name)


def remove_roles(apps: Any, schema_editor: Any) -> None:
    group = apps.get_model("auth", "Group")
    group.objects.using(schema_editor.connection.alias).filter(name__in=ROLES).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("editorial", "0002_verification_and_freshness_policy"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("happened_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("actor", models.CharField(blank=True, db_index=True, help_text="A user name, a command, or empty: not known.", max_length=200, verbose_name="who")),
                ("action", models.CharField(choices=editorial.models.audit_event.audit_actions, max_length=30, verbose_name="what")),
                ("object_label", models.CharField(blank=True, max_length=100, verbose_name="kind")),
                ("object_key", models.CharField(blank=True, max_length=250, verbose_name="key")),
                ("fields", models.JSONField(blank=True, default=list, verbose_name="fields")),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "audit log",
                "ordering": ["-happened_at", "-pk"],
                "default_permissions": ["view"],
                "indexes": [models.Index(fields=["object_label", "object_key"], name="audit_event_by_object")],
            },
        ),
        migrations.RunPython(make_roles, remove_roles),
    ]
