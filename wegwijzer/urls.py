"""Every URL of the site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from directory.pages.views import place_suggestions
from wegwijzer.hand_over.views import hand_over
from wegwijzer.health import healthz, readyz
from wegwijzer.help_pages.views import help_page, help_way, help_way_answer
from wegwijzer.matrix.views import who_does_what
from wegwijzer.municipalities.views import municipality_detail, municipality_list
from wegwijzer.pages.about import about
from wegwijzer.pages.for_machines import robots_txt, security_txt, sitemap_xml
from wegwijzer.pages.home import choose_language, home
from wegwijzer.pages.open_data import open_data
from wegwijzer.pages.static import STATIC_PAGES, caribbean, static_page
from wegwijzer.pages.style_guide import style_guide
from wegwijzer.search.views import search

STATIC_PATHS = {
    "safety_online": _("safety-online/"),
    "privacy": _("privacy/"),
    "accessibility": _("accessibility/"),
    "disclaimer": _("disclaimer/"),
    "contact": _("contact/"),
}

handler400 = "wegwijzer.errors.bad_request"
handler403 = "wegwijzer.errors.forbidden"
handler404 = "wegwijzer.errors.not_found"
handler429 = "wegwijzer.errors.too_many_requests"  # asked for by django-allauth
handler500 = "wegwijzer.errors.server_error"

urlpatterns = [
    path("", choose_language, name="choose_language"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("robots.txt", robots_txt, name="robots_txt"),
    path("places.json", place_suggestions, name="place_suggestions"),
    path("sitemap.xml", sitemap_xml, name="sitemap"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    # A URL is looked for from top to bottom: what is made anew for each question stands first.
    *i18n_patterns(
        path("", home, name="home"),
        path("", include("directory.urls")),
        path("", include("wegwijzer.signpost.urls")),
        path(_("who-does-what/"), who_does_what, name="who_does_what"),
        path("", include("editorial.feedback.urls")),
        *(
            path(url, static_page, {"template_name": STATIC_PAGES[name]}, name=name)
            for name, url in STATIC_PATHS.items()
        ),
        path(_("caribbean-netherlands/"), caribbean, name="caribbean"),
        path(_("about/"), about, name="about"),
        path(_("open-data/"), open_data, name="open_data"),
        path(_("style-guide/"), style_guide, name="style_guide"),
        path("", include("rights.urls")),
        path(_("hand-over/"), hand_over, name="hand_over"),
        path(_("search/"), search, name="search"),
        path(_("municipalities/"), municipality_list, name="municipalities"),
        path(_("municipalities/<slug:code>/"), municipality_detail, name="municipality"),
    ),
    *(
        path(f"{code}/", help_page, {"code": code}, name="help_page")
        for code in settings.HELP_LANGUAGES
    ),
    *(
        path(f"{code}/whom/", help_way, {"code": code}, name="help_way")
        for code in settings.HELP_LANGUAGES
    ),
    *(
        path(f"{code}/whom/<slug:said>/", help_way_answer, {"code": code}, name="help_way_answer")
        for code in settings.HELP_LANGUAGES
    ),
    *([path("admin/", include("wegwijzer.desk_urls"))] if settings.HAS_DESK else []),
]
