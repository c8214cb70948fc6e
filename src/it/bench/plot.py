"""A plot as SVG: for each scenario a group of bars, the seconds above mvn package."""

import html

from samples import summary
from tools import Maven

WIDTH = 960
LEFT, RIGHT, TOP, BOTTOM = 50, 10, 88, 40
HEIGHT = 440
# Told apart by people who see colours differently, too (Okabe and Ito's).
COLOURS = ("#999999", "#0072b2", "#56b4e9", "#e69f00", "#009e73", "#d55e00", "#cc79a7")


def overheads(samples, tools, chosen):
    tools = [tool for tool in tools if tool.pushes]
    bars = {(scenario, tool.key): _bar(samples, tool.key, scenario) for scenario in chosen for tool in tools}
    top = max(bar[2] for bar in bars.values()) * 1.05
    lines = list(_frame(top)) + list(_legend(tools))
    group = (WIDTH - LEFT - RIGHT) / len(chosen)
    for index, scenario in enumerate(chosen):
        left = LEFT + index * group
        lines.append(_text(left + group / 2, HEIGHT - BOTTOM + 20, scenario, "middle"))
        width = group * 0.84 / len(tools)
        for place, tool in enumerate(tools):
            lines += _drawn(left + group * 0.08 + place * width, width, bars[scenario, tool.key], top, COLOURS[place])
    return "\n".join(lines + ["</svg>", ""])


def _bar(samples, tool, scenario):
    """Least, median and most, each above the median of mvn package."""
    own = summary(samples, tool, scenario)
    alone = [sample for sample in samples if sample.tool == Maven.key]
    base = summary(samples, Maven.key, scenario).median if alone else 0
    return own.least - base, own.median - base, own.most - base


def _y(value, top):
    return HEIGHT - BOTTOM - max(0, value) / top * (HEIGHT - TOP - BOTTOM)


def _frame(top):
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">')
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    yield _text(LEFT, 20, "Seconds above mvn package: median, and least to most", "start")
    step = next(step for step in (0.5, 1, 2, 5, 10, 20, 50, 100) if top / step <= 8)
    value = 0
    while value <= top:
        y = _y(value, top)
        yield f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#dddddd"/>'
        yield _text(LEFT - 6, y + 4, f"{value:g}", "end")
        value += step


def _legend(tools):
    for place, (tool, colour) in enumerate(zip(tools, COLOURS)):
        x, y = LEFT + place % 3 * 200, 34 + place // 3 * 18
        yield f'<rect x="{x}" y="{y}" width="11" height="11" fill="{colour}"/>'
        yield _text(x + 16, y + 10, tool.label, "start")


def _drawn(x, width, bar, top, colour):
    least, median, most = bar
    middle = x + width * 0.45
    yield (f'<rect x="{x:.1f}" y="{_y(median, top):.1f}" width="{width * 0.9:.1f}"'
           f' height="{HEIGHT - BOTTOM - _y(median, top):.1f}" fill="{colour}"/>')
    yield (f'<line x1="{middle:.1f}" x2="{middle:.1f}" y1="{_y(least, top):.1f}" y2="{_y(most, top):.1f}" stroke="black"/>')
    yield _text(middle, _y(most, top) - 4, f"{median:.1f}", "middle", 9)


def _text(x, y, text, anchor, size=12):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}">{html.escape(text)}</text>'
