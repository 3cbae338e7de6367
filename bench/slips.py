"""`make bench-slips`: how long a batch of slips takes, from the journal's words to the PDF.

The dossiers are the samples; nothing is filed. What is timed is what `slip` does once it knows
which are meant: the pages are written, one browser starts, prints them all and ends.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from io import BytesIO
from itertools import cycle, islice

from pypdf import PdfReader

from portal_bot import clock
from portal_bot.browser.printing import printed
from portal_bot.evidence.slip_page import slips_page

EACH_S = 0.3


def main() -> int:
    """Exit 1 where a slip takes longer than it may."""
    from tests.support.fixtures import FIXTURES
    from tests.support.sheets import slip_of

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    count = parser.parse_args().count
    cases = sorted(FIXTURES.glob("*/full.yaml"))
    samples = [slip_of(case) for case in cases]
    slips = list(islice(cycle(samples), count))
    began = time.perf_counter()
    content = asyncio.run(printed(slips_page(slips, clock.now()), sheets=count))
    each = (time.perf_counter() - began) / count
    sheets = len(PdfReader(BytesIO(content)).pages)
    print(f"{count} slips on {sheets} sheets: {each:.3f} s each (at most {EACH_S})")
    return int(each > EACH_S or sheets != count)


if __name__ == "__main__":
    raise SystemExit(main())
