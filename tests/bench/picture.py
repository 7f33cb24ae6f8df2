"""The small picture of the README: a page of ours beside the same page of Datasette."""

from math import log10
from pathlib import Path

BAR, LEFT, WIDTH, ROW = 14, 150, 420, 46


def draw(found: dict[int, tuple[dict[str, float], dict[str, float]]], path: Path) -> None:
    """Write bars of milliseconds on a logarithmic scale, with the number at each bar."""
    longest = max(theirs["page"] for _ours, theirs in found.values())
    scale = WIDTH / log10(longest / 0.5)
    box = f"0 0 720 {len(found) * ROW + 60}"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="sans-serif">',
        "<title>Milliseconds for a filtered page with counts, logarithmic scale</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        '<text x="10" y="22" font-weight="600">Milliseconds for a filtered page with counts</text>',
    ]
    for number, (size, (ours, theirs)) in enumerate(found.items()):
        top = 40 + number * ROW
        lines.append(f'<text x="10" y="{top + 20}">{size:,} services</text>')
        for offset, figures, color, name in (
            (0, ours, "#0b5751", "this site"),
            (BAR + 2, theirs, "#b9c4c4", "Datasette"),
        ):
            width = max(2, log10(max(figures["page"], 0.51) / 0.5) * scale)
            lines.append(
                f'<rect x="{LEFT}" y="{top + offset}" width="{width:.0f}" height="{BAR}"'
                f' fill="{color}"/><text x="{LEFT + width + 6:.0f}" y="{top + offset + 12}">'
                f"{figures['page']:,.0f} {name}</text>"
            )
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join([*lines, "</svg>", ""]))
