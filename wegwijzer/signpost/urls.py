"""The URLs of the signpost, in both languages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from wegwijzer.signpost import views

app_name = "signpost"

urlpatterns = [
    path(_("signpost/"), views.start, name="start"),
    path(_("signpost/answer/"), views.answer, name="answer"),
    path(_("signpost/answer/full/"), views.full_answer, name="full_answer"),
    path(_("signpost/<slug:code>/"), views.step, name="step"),
    path(_("signpost/<slug:code>/full/"), views.full_step, name="full_step"),
]
