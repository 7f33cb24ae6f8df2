"""What axe-core finds on an open page, in every width, color scheme and with forced colors."""

from collections.abc import Iterable
from typing import Literal

from playwright.sync_api import Page, ViewportSize

from tools.served_site import ROOT, SiteNotReadyError

TELEPHONE = 360
DESK = 1280
HEIGHT = {320: 640, TELEPHONE: 740, DESK: 900}

Variant = tuple[int, Literal["light", "dark"], Literal["none", "active"]]

VARIANTS: tuple[Variant, ...] = (
    (TELEPHONE, "light", "none"),
    (TELEPHONE, "dark", "none"),
    (TELEPHONE, "light", "active"),
    (DESK, "light", "none"),
    (DESK, "dark", "none"),
    (DESK, "light", "active"),
)
EVERYTHING = {"rules": {"target-size": {"enabled": True}}}
OF_COLOR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
RUN = """async (options) => {
  const { violations } = await axe.run({ ...options, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}"""


def axe_script() -> str:
    """Return the script of axe-core.

    Raise SiteNotReadyError if it is not installed.
    """
    path = ROOT / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        raise SiteNotReadyError("axe-core is not installed: run `npm ci`.")
    return path.read_text(encoding="utf-8")


def faults(
    page: Page, script: str, *, variants: Iterable[Variant] = VARIANTS, thorough: bool = False
) -> list[str]:
    """Return what axe finds, best practices and the size of targets included.

    A color scheme changes colors only, so only the rules of color run again for it, unless
    ``thorough``: a third of the time.
    """
    page.evaluate(script)
    found: list[str] = []
    for width, scheme, forced in variants:
        size = ViewportSize(width=width, height=HEIGHT[width])
        if page.viewport_size != size:
            page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, forced_colors=forced)
        is_plain = (scheme, forced) == ("light", "none")
        options = EVERYTHING if is_plain or thorough else OF_COLOR
        variant = f"{page.url} at {width}, {scheme}, forced colors {forced}"
        found += [f"{variant}: {fault}" for fault in page.evaluate(RUN, options)]
    return found
