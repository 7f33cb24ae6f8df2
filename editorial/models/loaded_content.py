"""What the starter content has brought in, so that a second load respects people's work."""

from typing import ClassVar

from django.db import models


class LoadedContent(models.Model):
    """Remember the digest of one record as the content files gave it.

    A record whose present document has another digest was changed by a person; a record that is
    named here and is gone was removed by one. Both are left alone by the next load.
    """

    model = models.CharField(max_length=100)
    key = models.CharField(max_length=250)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["model", "key"], name="loaded_content_once_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
