"""The pages that search finds beside what editors keep."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from directory.facets import Text


class SearchedPage(NamedTuple):
    """A page, and what people call it in each language, with commas between."""

    view_name: str
    title: Text
    summary: Text
    words: Mapping[str, str]


PAGES: Final = (
    SearchedPage(
        "signpost:start",
        _("Follow the signpost"),
        _("Not sure what you need? A few short questions lead you to someone you can contact."),
        {
            "nl": "wegwijzer, keuzehulp, vragenlijst, bij wie moet ik zijn",
            "en": "signpost, questions, not sure whom to call, where to start",
        },
    ),
    SearchedPage(
        "rights:rights",
        _("Know your rights"),
        _("What you may be entitled to, and how you get it. Even without papers."),
        {
            "nl": "mijn rechten, rechten, slachtofferrechten",
            "en": "my rights, rights, victims' rights",
        },
    ),
    SearchedPage(
        "rights:signals",
        _("Recognise the signs"),
        _("Are you worried about someone? See what to look for, and what to do."),
        {
            "nl": "signalen, herkennen, signalenlijst, zorgen over iemand, is dit uitbuiting",
            "en": "signs, signals, indicators, recognise, recognize, worried about someone",
        },
    ),
    SearchedPage(
        "who_does_what",
        _("Who does what, when"),
        _("Who does what, and when. With the law, and a page to print."),
        {
            "nl": "professionals, ketenpartners, keten, sociale kaart, wie doet wat, matrix",
            "en": "professionals, chain partners, who does what, overview of roles, matrix",
        },
    ),
    SearchedPage(
        "municipalities",
        _("Municipalities from A to Z"),
        _("See who helps people in a municipality, and what it has to do."),
        {"nl": "gemeenten, hulp per gemeente", "en": "municipalities, help by town"},
    ),
    SearchedPage(
        "directory:coverage",
        _("Where help is"),
        _("See who helps people in a municipality, and what it has to do."),
        {"nl": "dekking, kaart, landkaart, spreiding van hulp", "en": "coverage, map"},
    ),
    SearchedPage(
        "directory:organizations",
        _("Organisations from A to Z"),
        _("All organisations on this site. Not all of them help victims themselves."),
        {
            "nl": "organisaties, alle organisaties, instanties",
            "en": "organisations, organizations, all organisations",
        },
    ),
    SearchedPage(
        "rights:legislation",
        _("Legislation"),
        _(
            "The laws, treaties and rules on which the rights rest. "
            "We explain them in short sentences."
        ),
        {"nl": "wetgeving, wetten, verdragen", "en": "legislation, laws, treaties"},
    ),
    SearchedPage(
        "rights:publications",
        _("Publications"),
        _(
            "Reports and guidance for people who work with victims. "
            "We give a link only if we saw it work."
        ),
        {
            "nl": "publicaties, rapporten, handreikingen, onderzoek",
            "en": "publications, guidance, research",
        },
    ),
    SearchedPage(
        "rights:municipal_duties",
        _("What municipalities have to do"),
        _("For people who work at a municipality. Some of it is in the law, some was agreed."),
        {
            "nl": "taken van gemeenten, gemeentelijk beleid, plichten van gemeenten",
            "en": "tasks of municipalities, duties of municipalities, local policy",
        },
    ),
    SearchedPage(
        "caribbean",
        _("Bonaire, Sint Eustatius and Saba"),
        _("These islands have other rules and other help."),
        {
            "nl": "caribisch nederland, bes-eilanden, bonaire, sint eustatius, statia, saba",
            "en": "caribbean netherlands, bes islands, bonaire, sint eustatius, statia, saba",
        },
    ),
    SearchedPage(
        "safety_online",
        _("Safety online"),
        _("How to leave a page quickly, and what your browser keeps."),
        {
            "nl": "sporen wissen, geschiedenis wissen, snel weg, incognito, iemand kijkt mee",
            "en": "browser history, clear history, leave quickly, incognito",
        },
    ),
    SearchedPage(
        "about",
        _("About this site"),
        _("Who runs this site, and how its facts are checked."),
        {"nl": "over ons, wie zijn jullie", "en": "about us, who are you"},
    ),
    SearchedPage(
        "contact",
        _("Contact about this site"),
        _("For mistakes, additions and questions about the site itself."),
        {
            "nl": "contact, fout melden, wijziging doorgeven",
            "en": "contact, report a mistake, correction",
        },
    ),
    SearchedPage(
        "privacy",
        _("Privacy"),
        _("What this site keeps of a visit, and what it does not."),
        {
            "nl": "privacyverklaring, cookies, mijn gegevens",
            "en": "privacy statement, cookies, my data",
        },
    ),
    SearchedPage(
        "accessibility",
        _("Accessibility statement"),
        _("How accessible this site is, what was tested, and what was not."),
        {
            "nl": "toegankelijkheid, toegankelijkheidsverklaring, schermlezer",
            "en": "accessibility, screen reader, wcag",
        },
    ),
    SearchedPage(
        "disclaimer",
        _("Disclaimer"),
        _("What you can expect of this site, and what you cannot."),
        {"nl": "aansprakelijkheid", "en": "liability"},
    ),
)
