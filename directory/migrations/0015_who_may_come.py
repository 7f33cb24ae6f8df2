"""Say in plain words that somebody may make contact without a referral."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0014_no_record_without_public_id"),
    ]

    operations = [
        migrations.AlterField(
            model_name="service",
            name="intake",
            field=models.CharField(
                choices=[
                    ("direct", "You can contact them yourself"),
                    ("referral", "Someone has to refer you"),
                    ("professionals", "For professionals only"),
                ],
                max_length=15,
                verbose_name="intake",
            ),
        ),
    ]
