"""What HSDS has no objects for: rights, laws, areas, and whom to contact first."""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext

from directory.facets import FACETS
from directory.models import Area, FirstContactRule
from editorial.models import derived_id_text
from rights.models import (
    Condition,
    Entitlement,
    Legislation,
    LegislationIdentifier,
    Provision,
    Right,
    RightVariant,
)
from rights.models.choices import IdentifierScheme
from wegwijzer.open_data.identifiers import PRODUCTS
from wegwijzer.open_data.places import area_facts
from wegwijzer.open_data.texts import Facts, RecordTexts, known, page_url


class ProfileRecords:
    """The records behind all of it, read once for every language: thirteen queries."""

    def __init__(self) -> None:
        self._areas = list(Area.objects.prefetch_related("members").order_by("code"))
        self._legislation = list(
            Legislation.objects.prefetch_related(
                "identifiers", Prefetch("provisions", Provision.objects.order_by("position", "pk"))
            ).order_by("slug")
        )
        self._rights = list(
            Right.objects.in_order().prefetch_related(
                "needs",
                "services",
                "conditions__situation",
                "entitlements",
                Prefetch("provisions", Provision.objects.published()),
                Prefetch(
                    "variants",
                    RightVariant.objects.prefetch_related(
                        Prefetch("provisions", Provision.objects.published())
                    ),
                ),
            )
        )
        self._rules = list(FirstContactRule.objects.in_order().prefetch_related("options__service"))

    def areas(self) -> list[Facts]:
        """Return the areas with their municipalities."""
        return [area_facts(area) for area in self._areas]

    def legislation(self) -> list[Facts]:
        """Return the instruments with their articles and identifiers."""
        return [_instrument(instrument) for instrument in self._legislation]

    def rights(self, services: Set[str]) -> list[Facts]:
        """Return the rights, with those of these services that make them real."""
        return [_right(right, services) for right in self._rights]

    def first_contact_rules(self, services: Set[str]) -> list[Facts]:
        """Return the rules in the order in which they are tried, as far as these services go."""
        return [_rule(rule, services) for rule in self._rules]


def first_contact_notice() -> str:
    """Return the warning that stands above the rules."""
    return gettext(
        "Ask for an answer at the moment that a person needs one, and never keep it. These rules "
        "alone do not say who answers now: whether a service accepts this person, serves the place "
        "and is open is looked at when the question is asked. In danger, call 112."
    )


def provision_id(provision: Provision) -> str:
    """Return the id of an article."""
    return derived_id_text("provision", provision.key)


def _instrument(instrument: Legislation) -> Facts:
    texts = RecordTexts(instrument)
    return _with_remarks(
        texts,
        id=str(instrument.public_id),
        name=texts("name"),
        citation=instrument.citation,
        kind=instrument.kind,
        legal_status=instrument.legal_status,
        adopted_on=_day(instrument.adopted_on),
        in_force_from=_day(instrument.in_force_from),
        right_on=_day(instrument.right_on),
        summary=texts("summary"),
        what_it_would_change=texts("what_it_would_change"),
        doubt=texts("doubt"),
        certainty=instrument.certainty,
        url=page_url("rights:instrument", instrument.slug),
        uri=_official_uri(instrument),
        identifiers=[_identifier(identifier) for identifier in instrument.identifiers.all()],
        provisions=[_provision(provision) for provision in instrument.provisions.all()],
    )


def _official_uri(instrument: Legislation) -> str:
    """Return the URI that is the same in every language: Juriconnect or ELI, if one is sure."""
    official = (IdentifierScheme.BWB, IdentifierScheme.ELI)
    found = {one.scheme: one.url for one in instrument.identifiers.all() if one.url}
    return next((found[scheme] for scheme in official if scheme in found), "")


def _identifier(identifier: LegislationIdentifier) -> Facts:
    return known(
        scheme=identifier.scheme,
        value=identifier.value,
        reference=identifier.reference,
        certainty=identifier.certainty,
        url=identifier.url,
    )


def _provision(provision: Provision) -> Facts:
    texts = RecordTexts(provision)
    return _with_remarks(
        texts,
        id=provision_id(provision),
        label=str(provision.label),
        article=provision.article,
        article_end=provision.article_end,
        paragraph=provision.paragraph,
        subparagraph=provision.subparagraph,
        text=texts("text"),
        legal_status=provision.effective_status,
        certainty=provision.certainty,
        right_on=_day(provision.right_on),
        url=provision.official_url,
    )


def _right(right: Right, services: Set[str]) -> Facts:
    texts = RecordTexts(right)
    return _with_remarks(
        texts,
        id=str(right.public_id),
        name=texts("name"),
        kind=right.kind,
        summary=texts("summary"),
        warning=texts("warning"),
        how=texts("how"),
        duration=texts("duration"),
        doubt=texts("doubt"),
        certainty=right.certainty,
        right_on=_day(right.right_on),
        url=page_url("rights:right", right.slug),
        phases=list(right.phases),
        needs=sorted(need.code for need in right.needs.all()),
        conditions=[_condition(condition) for condition in right.conditions.all()],
        entitlements=[_entitlement(entitlement) for entitlement in right.entitlements.all()],
        variants=[_variant(variant) for variant in right.variants.all()],
        provisions=sorted(provision_id(provision) for provision in right.provisions.all()),
        products=[known(name=name, uri=uri) for name, uri in PRODUCTS.get(right.slug, ())],
        services=sorted({str(one.public_id) for one in right.services.all()} & services),
    )


def _condition(condition: Condition) -> Facts:
    texts = RecordTexts(condition)
    return _with_remarks(
        texts,
        key=condition.key,
        text=texts("text"),
        steps=list(condition.steps),
        situation=condition.situation.code if condition.situation else "",
        excluding_steps=list(condition.excluding_steps),
    )


def _entitlement(entitlement: Entitlement) -> Facts:
    texts = RecordTexts(entitlement)
    return _with_remarks(
        texts,
        age_groups=list(entitlement.age_groups),
        residence_statuses=list(entitlement.residence_statuses),
        value=entitlement.value,
        conditions=list(entitlement.conditions),
        explanation=texts("explanation"),
    )


def _variant(variant: RightVariant) -> Facts:
    texts = RecordTexts(variant)
    return _with_remarks(
        texts,
        key=variant.key,
        age_groups=list(variant.age_groups),
        residence_statuses=list(variant.residence_statuses),
        summary=texts("summary"),
        warning=texts("warning"),
        how=texts("how"),
        duration=texts("duration"),
        doubt=texts("doubt"),
        provisions=sorted(provision_id(provision) for provision in variant.provisions.all()),
    )


def _rule(rule: FirstContactRule, services: Set[str]) -> Facts:
    texts = RecordTexts(rule)
    conditions = {
        facet.values: facet.codes_of(rule)
        for facet in FACETS.values()
        if facet.chooses_first_contact
    }
    return _with_remarks(
        texts,
        id=str(rule.public_id),
        position=rule.position,
        name=texts("name"),
        reason=texts("reason"),
        in_danger=rule.in_danger,
        moment=rule.moment,
        **conditions,
        regional_coordinator_first=rule.regional_coordinator_first,
        need_chooses=rule.need_chooses,
        is_fallback=rule.is_fallback,
        options=[
            {"role": option.role, "service_id": str(option.service.public_id)}
            for option in rule.options.all()
            if str(option.service.public_id) in services
        ],
    )


def _with_remarks(texts: RecordTexts, **facts: object) -> Facts:
    """Return what is known, and last which of its texts are not what they seem."""
    remarks = {
        f"{kind}_texts": [name for remark, name in texts.remarks if remark == kind]
        for kind in ("dutch", "outdated")
    }
    return known(**facts, **remarks)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
