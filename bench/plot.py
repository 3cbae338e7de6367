"""Draws what was measured. Run with the environment that has matplotlib (`build/peers/plot`)."""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt

OURS, OTHERS = "#1b6ca8", "#b8bec4"


def soak(samples: list[dict[str, Any]], to: Path) -> None:
    """Memory, handles and rate over the dossiers filed."""
    filed = [s["filed"] for s in samples]
    panels = (
        ("Python process, MiB", [s["python_mib"] for s in samples]),
        ("whole tree, MiB (PSS)", [s["tree_mib"] for s in samples]),
        ("open files", [s["files"] for s in samples]),
        ("processes", [s["processes"] for s in samples]),
        ("journal, KiB", [s["journal_kib"] for s in samples]),
        ("dossiers a minute", _rates(samples)),
        ("log filter, ms a line", [s["filter_ms"] for s in samples]),
    )
    figure, axes = plt.subplots(4, 2, figsize=(11, 11), sharex=True, layout="constrained")
    for axis, (title, values) in zip(axes.flat, panels, strict=False):
        axis.plot(filed, values, color=OURS, linewidth=1.2)
        axis.set_title(title, fontsize=10, loc="left")
        axis.set_ylim(bottom=0)
        axis.grid(alpha=0.3)
    axes.flat[-1].axis("off")
    for axis in (axes[3, 0], axes[2, 1]):
        axis.set_xlabel("dossiers filed")
        axis.tick_params(labelbottom=True)
    figure.savefig(to, dpi=110)


def _rates(samples: list[dict[str, Any]]) -> list[float]:
    """Dossiers a minute between two samples."""
    rates, filed, at = [], 0, 0.0
    for sample in samples:
        rates.append(60 * (sample["filed"] - filed) / (sample["at_s"] - at))
        filed, at = sample["filed"], sample["at_s"]
    return rates


def peers(figures: dict[str, dict[str, Any]], to: Path) -> None:
    """One bar a contender: time, CPU, memory, size, lines."""
    ran = {title: f for title, f in figures.items() if f["seconds"]}
    panels: tuple[tuple[str, list[float]], ...] = (
        ("s a dossier (median; line: min to max)", _medians(ran, "seconds")),
        ("CPU s a dossier", _medians(ran, "cpu")),
        ("peak memory of the tree, MiB", [f["peak_mib"] for f in ran.values()]),
        ("installed, MiB", [f["install_mib"] for f in ran.values()]),
        ("lines that a user writes", [f["lines"] for f in ran.values()]),
    )
    colours = [OURS, *[OTHERS] * (len(ran) - 1)]
    figure, axes = plt.subplots(
        1, len(panels), figsize=(17, 3.2), sharey=True, layout="constrained"
    )
    for axis, (title, values) in zip(axes, panels, strict=True):
        bars = axis.barh(list(ran), values, color=colours)
        axis.bar_label(bars, [f"{v:.3g}" if v else "" for v in values], padding=3, fontsize=9)
        axis.set_title(title, fontsize=10, loc="left")
        axis.margins(x=0.2)
        axis.spines[["top", "right"]].set_visible(False)
    spread = [(min(f["seconds"]), max(f["seconds"])) for f in ran.values()]
    for place, (low, high) in enumerate(spread):
        axes[0].hlines(place + 0.3, low, high, color="black", linewidth=1)
    axes[0].invert_yaxis()
    figure.savefig(to, dpi=110)


def _medians(figures: dict[str, dict[str, Any]], name: str) -> list[float]:
    return [statistics.median(f[name]) for f in figures.values()]


if __name__ == "__main__":
    measured = json.loads(Path(sys.argv[2]).read_text("utf-8"))
    (soak if sys.argv[1] == "soak" else peers)(measured, Path(sys.argv[3]))
