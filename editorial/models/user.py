"""The people who keep the directory. Visitors have no accounts."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Own the user table from the first migration, so that it can change without a swap."""

    email = models.EmailField(_("email address"), unique=True)
    daily_mail = models.CharField(max_length=2, blank=True, default="", editable=False)
    """In which language somebody wants to be mailed what waits; nothing by default."""
    mailed_on = models.DateField(null=True, blank=True, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]  # the stubs know no lazy text here
        verbose_name_plural = _("users")  # type: ignore[assignment]
