"""Bars as an SVG that reads well on light and dark pages."""

from html import escape

_ROW, _LABEL, _BARS, _TOP = 30, 250, 400, 44
_STYLE = """<style>
text{font:14px system-ui,sans-serif;fill:#24292f}.title{font-weight:600}.bar{fill:#8c959f}.own{fill:#0969da}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.bar{fill:#6e7681}.own{fill:#4493f8}}
</style>"""


def bars(title: str, found: list[tuple[str, float]], unit: str) -> str:
    """Labels, bars and figures; whatever is Remit's own stands out."""
    most = max(value for _, value in found) or 1
    width, height = _LABEL + _BARS + 110, _TOP + _ROW * len(found) + 8
    drawn = [_bar(place, label, value, most) for place, (label, value) in enumerate(found)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" role="img">'
    heading = f'<text class="title" x="0" y="20">{escape(title)} ({escape(unit)})</text>'
    return "\n".join([head, f"<title>{escape(title)}</title>", _STYLE, heading, *drawn, "</svg>", ""])


def _bar(place: int, label: str, value: float, most: float) -> str:
    top, length = _TOP + place * _ROW, max(2, round(_BARS * value / most))
    kind = "own" if label.startswith("Remit") else "bar"
    figure = f"{value:,.0f}" if value >= 100 else f"{value:,.3g}"
    return (
        f'<text x="0" y="{top + 15}">{escape(label)}</text>'
        f'<rect class="{kind}" x="{_LABEL}" y="{top}" width="{length}" height="20" rx="3"/>'
        f'<text x="{_LABEL + length + 8}" y="{top + 15}">{figure}</text>'
    )
