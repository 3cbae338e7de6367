"""The thresholds, held to seeded drawn pages: docs/ban-quet.md shows what is measured of them."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from portal_bot.papers import picture_file
from portal_bot.papers.picture_quality import JUDGED, Quality, measured
from tests.support.drawn_scans import SAMPLES, Sample, saved

SEEDS = range(4)


def quality(sample: Sample, seed: object) -> Quality:
    content = saved(sample.draw(seed), quality=75)
    with picture_file.opened(content, "jpeg") as image:
        longest = max(image.size)
        return measured(picture_file.grey(image, JUDGED), longest)


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_each_kind_of_page_is_judged_right(sample: Sample) -> None:
    for seed in SEEDS:
        told = quality(sample, seed)
        assert told.verdict in sample.verdicts, (seed, told)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_a_page_is_a_page_in_every_kind_of_picture(mode: str) -> None:
    drawn = SAMPLES[0].draw(1).resize((827, 1169))
    if mode == "I;16":
        image = drawn.convert("I").point(lambda level: level * 257).convert("I;16")
    elif mode in {"LA", "RGBA"}:
        image = drawn.convert(mode)
        image.putalpha(drawn.convert("L").point(lambda level: 255 if level < 128 else 0))
    else:
        image = drawn.convert(mode)
    kind = "jpeg" if mode == "CMYK" else "png"
    out = BytesIO()
    image.save(out, kind.upper())
    with picture_file.opened(out.getvalue(), kind) as opened:
        told = measured(picture_file.grey(opened, JUDGED), 1169)
    assert told.verdict == "", told


@pytest.mark.parametrize("size", [(1, 1), (1, 1200), (1200, 1), (2, 2), (3, 900), (33, 33)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_any_size_is_measured(size: tuple[int, int], level: int) -> None:
    told = measured(Image.new("L", size, level), 0)
    assert told.verdict == ("black" if level == 0 else "blank")
