"""When what others copied last changed, and what they must take away."""

from typing import ClassVar

from django.db import models


class PublishedRecord(models.Model):
    """Remember of a record that was given out, by its public id, the last change and its end.

    ``digest`` is that of all that was given out of it, so a change of what hangs on it, of its
    verification or of a term counts, whatever road it took. Kept for good: who copied a record
    long ago must still learn that it is gone.
    """

    public_id = models.UUIDField(unique=True)
    digest = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["public_id"]

    def __str__(self) -> str:
        return str(self.public_id)
