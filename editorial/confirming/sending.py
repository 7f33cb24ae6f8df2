"""Bringing a link to the organization: on paper, or by e-mail, in both languages."""

import io

import qrcode
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from qrcode.image.svg import SvgPathImage

from editorial.confirming.links import confirmation_url
from editorial.languages import LANGUAGES
from editorial.models import ConfirmationLink


def letter(link: ConfirmationLink, language: str) -> str:
    """Return what the organization reads, as plain text in one language."""
    with override(language):
        context = {"link": link, "url": confirmation_url(link, language)}
        return render_to_string("feedback/letter.txt", context)


def send(link: ConfirmationLink) -> None:
    """Send a link to the address it is for; raises what the e-mail server answers."""
    texts = [letter(link, language) for language in LANGUAGES]
    with override(settings.LANGUAGE_CODE):
        subject = _("Is this still right? – Wegwijzer")
    send_mail(subject, "\n\n".join(texts), settings.DEFAULT_FROM_EMAIL, [link.sent_to])


def picture_of(url: str) -> str:
    """Return a QR code of a URL as SVG: nobody copies it from paper by hand."""
    written = io.BytesIO()
    qrcode.make(url, image_factory=SvgPathImage, box_size=8, border=2).save(written)
    svg = written.getvalue().decode()
    return svg[svg.index("<svg") :]
