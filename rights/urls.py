"""The URLs of rights, legislation, signs, publications, figures and duties, in both languages."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from rights import views

app_name = "rights"

urlpatterns = [
    path(_("rights/"), views.right_list, name="rights"),
    path(_("rights/<slug:slug>/"), views.right_detail, name="right"),
    path(_("legislation/"), views.legislation_list, name="legislation"),
    path(_("legislation/<slug:slug>/"), views.legislation_detail, name="instrument"),
    path(_("signals/"), views.signal_list, name="signals"),
    path(_("publications/"), views.publication_list, name="publications"),
    path(_("figures/"), views.figures, name="figures"),
    path(_("duties-of-municipalities/"), views.municipal_duty_list, name="municipal_duties"),
]
