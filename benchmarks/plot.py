"""Bars of seconds, as SVG: `python plot.py TARGET` reads [[name, seconds, ratio], …] from stdin."""

from __future__ import annotations

import json
import sys

from matplotlib import pyplot, rcParams

INK, OURS, OTHERS = "#222222", "#9b1c2f", "#c9c3b8"


def main() -> None:
    """Draw one bar a row; the first word of a name says whose it is."""
    rows = json.load(sys.stdin)
    rcParams.update({"svg.hashsalt": "presskit", "font.family": "DejaVu Sans", "font.size": 10})
    figure, axes = pyplot.subplots(figsize=(8, 0.5 * len(rows) + 0.6), layout="constrained")
    names, seconds, ratios = zip(*rows, strict=True)
    colours = [OURS if name.startswith("presskit") else OTHERS for name in names]
    bars = axes.barh(names, seconds, color=colours, height=0.62)
    labels = [f"{one:.0f} s   {ratio}" for one, ratio in zip(seconds, ratios, strict=True)]
    axes.bar_label(bars, labels, padding=6, color=INK)
    axes.invert_yaxis()
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0, labelcolor=INK)
    axes.set_xticks([])
    axes.margins(x=0.16)
    figure.savefig(sys.argv[1], metadata={"Date": None}, facecolor="white")


if __name__ == "__main__":
    main()
