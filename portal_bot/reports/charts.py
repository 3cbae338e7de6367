"""Draws a table's chart, readable in black and white: greys and hatches, and each bar its number.

The only module that needs matplotlib, which is loaded when a chart is drawn.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any

from portal_bot.reports.figures import BarChart

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Told apart without any colour, on a copy of a copy too.
_FILLS = (("#404040", ""), ("#d9d9d9", "////"), ("#ffffff", "...."))
_WIDTH, _ROW, _HEIGHT = 7.1, 0.3, 2.9
_DPI = 200
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "portal-bot",
    "font.size": 8.5,
    "hatch.linewidth": 0.6,
}


def svg(chart: BarChart) -> str:
    """The chart as SVG to stand within a page; its words stay words."""
    text = _drawn(chart, "svg", {"Date": None}).decode()
    return text[text.index("<svg") :]


def png(chart: BarChart) -> bytes:
    """The chart as a picture, for a document."""
    return _drawn(chart, "png", {"Software": None})


def _drawn(chart: BarChart, kind: str, about: dict[str, None]) -> bytes:
    import matplotlib as mpl  # slow, and only for a chart

    made = io.BytesIO()
    with mpl.rc_context(_SETTINGS):
        dpi = _DPI if kind == "png" else "figure"
        _figure(chart).savefig(made, format=kind, dpi=dpi, metadata=about)
    return made.getvalue()


@cache
def _figure(chart: BarChart) -> Figure:
    """Laid out once, for the page and for the document."""
    from matplotlib.figure import Figure  # slow, and only for a chart

    rows = len(chart.labels)
    height = _ROW * rows + 0.75 if chart.kind == "across" else _HEIGHT
    figure = Figure(figsize=(_WIDTH, height), layout="constrained")
    axes = figure.add_subplot()
    (_across if chart.kind == "across" else _upright)(axes, chart)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if len(chart.series) > 1:
        figure.legend(loc="outside lower center", ncols=len(chart.series), frameon=False)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    return figure


def _across(axes: Any, chart: BarChart) -> None:
    (_, values) = chart.series[0]
    bars = axes.barh(chart.labels, values, color=_FILLS[0][0], height=0.62)
    axes.bar_label(bars, labels=[_told(value) for value in values], padding=3)
    axes.invert_yaxis()
    axes.margins(x=0.1)
    axes.set_xlabel(chart.unit)
    _whole_numbers(axes.xaxis)


def _upright(axes: Any, chart: BarChart) -> None:
    below = [0.0] * len(chart.labels)
    bars = None
    for (name, values), (fill, hatch) in zip(chart.series, _FILLS, strict=False):
        bars = axes.bar(
            chart.labels,
            values,
            bottom=below,
            label=name,
            color=fill,
            hatch=hatch,
            edgecolor="#000000",
            linewidth=0.6,
            width=0.62,
        )
        below = [low + value for low, value in zip(below, values, strict=True)]
    if bars is not None:
        axes.bar_label(bars, labels=[_told(total) for total in below], padding=2)
    axes.margins(y=0.12)
    axes.set_ylabel(chart.unit)
    _whole_numbers(axes.yaxis)


def _whole_numbers(axis: Any) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # slow, and only for a chart

    axis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axis.set_major_formatter(FuncFormatter(lambda value, _: _told(value)))


def _told(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")
