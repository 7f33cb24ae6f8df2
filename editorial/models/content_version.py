"""One number for the whole content: every cache hangs on it."""

from typing import ClassVar

from django.db import connection, models


class ContentVersion(models.Model):
    """Count the writes to content; the database itself adds one, in the writing transaction.

    Triggers on every content table (``editorial.versioning.content_version``) do the counting, so
    bulk writes, raw SQL and the admin all count. Read it *before* the rows it describes: a worker
    that reads an old number with new rows only rebuilds once too often.
    """

    SINGLETON_KEY: ClassVar[int] = 1

    number = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(pk=1), name="content_version_has_a_single_row"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> int:
        """Return the number of the committed content, as this transaction sees it: one query."""
        table = connection.ops.quote_name(cls._meta.db_table)
        with connection.cursor() as cursor:
            # Every page asks this twice; composing the query again would cost more than the answer.
            cursor.execute(f"SELECT number FROM {table} WHERE id = %s", [cls.SINGLETON_KEY])  # noqa: S608 - a model's table
            row = cursor.fetchone()
        return row[0] if row else 0

    @classmethod
    def lock(cls) -> None:
        """Let nobody else write content until this transaction ends: one query.

        For whoever locks a row before writing it. Every write takes this lock first, so two that
        lock rows in another order wait for each other here, and never in a circle.
        """
        cls.objects.select_for_update().filter(pk=cls.SINGLETON_KEY).first()
