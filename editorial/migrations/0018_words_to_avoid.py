from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0017_taken_tasks'),
    ]

    operations = [
        migrations.AddField(
            model_name='glossaryterm',
            name='avoid_nl',
            field=models.CharField(blank=True, default='', help_text='Words for it that the site does not use, with commas between. Whoever writes one of them in an entry is told to write the term.', max_length=300, verbose_name='not in Dutch'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='glossaryterm',
            name='avoid_en',
            field=models.CharField(blank=True, default='', help_text='Words for it that the site does not use, with commas between. Whoever writes one of them in an entry is told to write the term.', max_length=300, verbose_name='not in English'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='glossaryterm',
            name='note',
            field=models.TextField(blank=True, help_text='When to use it.', verbose_name='note'),
        ),
    ]
