"""Content files of a test: a small directory that a test changes by replacing text."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from directory.models import (
    Area,
    AreaMember,
    FirstContactRule,
    Need,
    Organization,
    Place,
    Service,
)
from editorial.content.loading import LoadReport, load_content
from editorial.documents.source_files import ContentSource
from editorial.documents.writing import InvalidContent

SOURCES = (
    ContentSource(Area, "areas.csv"),
    ContentSource(AreaMember, "area_members.csv"),
    ContentSource(Place, "places.csv"),
    ContentSource(Need, "needs.yaml"),
    ContentSource(Organization, "organizations/*.yaml"),
    ContentSource(Service, "services.yaml"),
    ContentSource(FirstContactRule, "rules.yaml"),
)

AREAS = """\
code,kind,name_nl,name_en
NL,country,Nederland,Netherlands
NL-GR,province,Groningen,Groningen
GM0014,municipality,Groningen,Groningen
"""

NEEDS = """\
- code: talk
  label_nl: Praten
  label_en: Talking
  group: talk
- code: shelter
  label_nl: Onderdak
  label_en: Shelter
  group: safe
"""

ORGANIZATIONS = """\
- slug: helpdesk
  name_nl: De Helpdesk
  name_en: The Helpdesk
  kind: ngo
  helps_victims: direct
  description_nl: Helpt u.
  description_en: Helps you.
  state: published
  source: https://example.org
  channels:
    - key: helpdesk-phone
      kind: phone
      value: "+31334481186"
      opening_hours: "Mo-Fr 09:00-17:00"
    - key: helpdesk-email
      kind: email
      value: help@example.org
"""

SERVICES = """\
- slug: advice
  organization: helpdesk
  name_nl: Advies
  name_en: Advice
  description_nl: Wij geven advies.
  description_en: We give advice.
  state: published
  needs: [talk]
  exploitation_rule: any
  age_rule: only
  age_groups: [adult]
  residence_rule: unknown
  situation_rule: any
  gender_rule: any
  phases: [identification]
  audiences: [victim]
  service_areas: [NL]
  intake: direct
  channels: [helpdesk-phone]
"""

RULES = """\
- slug: everyone
  name_nl: Iedereen
  name_en: Everyone
  reason_nl: Omdat dit altijd past.
  reason_en: Because this always fits.
  state: published
  is_fallback: true
  options:
    - {role: first, service: advice}
"""

STARTER_FILES = {
    "areas.csv": AREAS,
    "area_members.csv": "area,municipality\nNL-GR,GM0014\n",
    "places.csv": "name,municipality,kind\nGroningen,GM0014,place\n",
    "needs.yaml": NEEDS,
    "organizations/helpdesk.yaml": ORGANIZATIONS,
    "services.yaml": SERVICES,
    "rules.yaml": RULES,
}


@dataclass
class ContentFolder:
    """The files of one small directory."""

    path: Path
    files: dict[str, str] = field(default_factory=lambda: dict(STARTER_FILES))

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a file where it says ``old``, which must stand there once."""
        assert self.files[name].count(old) == 1, f"{old!r} must stand once in {name}"
        self.files[name] = self.files[name].replace(old, new)

    def add(self, name: str, text: str) -> None:
        self.files[name] = self.files.get(name, "") + text

    def line_of(self, name: str, text: str) -> int:
        return self.files[name][: self.files[name].index(text)].count("\n") + 1

    def load(self) -> LoadReport:
        for name, text in self.files.items():
            path = self.path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load_content(sources=[(source, self.path) for source in SOURCES])

    def errors(self) -> list[str]:
        """Return what is wrong, as "file:line: message" with the file's bare name."""
        with pytest.raises(InvalidContent) as refused:
            self.load()
        return [
            f"{error.path.name}:{error.line}: {error.message}" for error in refused.value.errors
        ]
