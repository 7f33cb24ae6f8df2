"""The mail of a day to whoever asked for it: how much waits, and where; never what or whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from editorial.desk.waiting import what_waits
from editorial.models import User
from editorial.work.listing import work_counts


def send_daily_mails(now: datetime) -> tuple[int, int]:
    """Mail everybody for whom something waits, once a day; return how many were sent, and failed.

    Whoever could not be reached is tried again by the next run.
    """
    today, counts = timezone.localdate(now), work_counts(now)
    readers = User.objects.filter(is_active=True, is_staff=True).exclude(daily_mail="")
    results = [_send(user, counts, today) for user in readers.order_by("pk")]
    return results.count(True), results.count(False)


def _send(user: User, counts: Mapping[str, int], today: date) -> bool | None:
    """Mail one person; return whether that went well, None if there was nothing to send."""
    with override(user.daily_mail):
        waiting = what_waits(user, counts)
        url = f"{settings.DESK_URL or settings.SITE_URL}{reverse('admin:index')}"
        text = render_to_string("account/daily_mail.txt", {"waiting": waiting, "url": url})
        subject = _("What waits for you at the desk")
    # The day is noted first: of two runs at once, one sends.
    this_one = User.objects.filter(pk=user.pk)
    if not waiting or not this_one.exclude(mailed_on=today).update(mailed_on=today):
        return None
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email])
    except (OSError, SMTPException):
        this_one.update(mailed_on=user.mailed_on)
        return False
    return True
