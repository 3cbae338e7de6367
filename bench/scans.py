"""`make bench-scans`: how long ten telephone photos take to become papers, and to be judged.

The photos are drawn: 12 megapixels each, a page on a table, a little askew, with the sensor's
grain, and turned by EXIF as telephones do. Time and memory are those of a process that does
nothing else. `--table` prints what docs/ban-quet.md shows of the thresholds' samples.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

PREPARED_S, MEMORY_MIB = 5.0, 300
COUNT, PHOTO = 10, (3000, 4000)
_TURNED = 0x0112
_SEEDS = 6


def write_photos(folder: Path, count: int) -> list[Path]:
    """Photos as a telephone stores them: lying, with a note of how they are to be turned."""
    from tests.support.drawn_scans import grain, on_a_table, page

    exif = Image.Exif()
    exif[_TURNED] = 6
    made = []
    for number in range(count):
        sheet = page(number, (2400, 3200))
        photo = grain(on_a_table(sheet, 1.0), 3).rotate(90, expand=True)
        path = folder / f"IMG_{number:04}.jpg"
        photo.resize(PHOTO[::-1]).save(path, "JPEG", quality=92, exif=exif)
        made.append(path)
    return made


def prepared(folder: Path) -> dict[str, float]:
    """All photos of a folder as ten papers, and then as one; in this process."""
    import resource

    from portal_bot.intake.scans.taken_in import take_in, take_in_each
    from portal_bot.papers import USUAL

    photos = sorted(folder.glob("*.jpg"))
    began = time.perf_counter()
    names = [photo.stem for photo in photos]
    made = take_in_each([[photo] for photo in photos], folder / "ra", names, USUAL)
    each = time.perf_counter() - began
    assert len(made) == len(photos)
    for one in made:
        assert one.path is not None, one.faults
        assert one.size <= USUAL.max_bytes
        assert not one.as_it_was
    began = time.perf_counter()
    whole = take_in(photos, folder / "ra", "gop", USUAL)
    assert whole.path is not None, whole.faults
    joined = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"each": each, "joined": joined, "memory": memory}


def looked_at(folder: Path) -> dict[str, float]:
    """What a check pays for the same photos; in this process."""
    from portal_bot.papers import look

    photos = sorted(folder.glob("*.jpg"))
    began = time.process_time()
    for photo in photos:
        assert not [fault for fault in look(photo).faults if fault.severity == "error"]
    return {"seconds": time.process_time() - began}


def table() -> None:
    """The samples of the thresholds as rows of a table."""
    from portal_bot.papers import picture_file
    from portal_bot.papers.picture_quality import JUDGED, measured
    from tests.support.drawn_scans import SAMPLES, saved

    print("| Mẫu | Giấy (mức xám) | Mực (phần nghìn) | Độ nét | Kết luận |\n|---|---|---|---|---|")
    for sample in SAMPLES:
        found = []
        for seed in range(_SEEDS):
            content = saved(sample.draw(seed), quality=75)
            with picture_file.opened(content, "jpeg") as image:
                found.append(measured(picture_file.grey(image, JUDGED), max(image.size)))
        ranges = (
            _range([float(one.paper) for one in found], 0),
            _range([one.ink * 1000 for one in found], 2),
            _range([one.sharpness for one in found], 2),
        )
        verdicts = ", ".join(sorted({one.verdict or "được" for one in found}))
        print(f"| {sample.name} | {' | '.join(ranges)} | {verdicts} |")


def _range(numbers: list[float], decimals: int) -> str:
    low, high = (f"{n:.{decimals}f}".replace(".", ",") for n in (min(numbers), max(numbers)))
    return low if low == high else f"{low} … {high}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--work", choices=("prepared", "looked_at"))
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    if options.table:
        return table()
    if options.work:
        work = prepared if options.work == "prepared" else looked_at
        print(json.dumps(work(options.folder)))
        return None
    with tempfile.TemporaryDirectory() as folder:
        photos = write_photos(Path(folder), COUNT)
        size = sum(photo.stat().st_size for photo in photos) / len(photos) / 1e6
        print(f"{COUNT} photos of {PHOTO[0]} x {PHOTO[1]}, {size:.1f} MB each")
        rounds = [_apart("prepared", folder) for _ in range(options.rounds)]
        each, joined = min(r["each"] for r in rounds), min(r["joined"] for r in rounds)
        print(f"each prepared     wall {each:.2f} s   (budget {PREPARED_S:.2f} s on two cores)")
        print(f"joined into one   wall {joined:.2f} s   (budget {PREPARED_S:.2f} s on two cores)")
        most = max(r["memory"] for r in rounds)
        print(f"memory at most    {most:.0f} MiB   (budget {MEMORY_MIB} MiB)")
        looks = min(_apart("looked_at", folder)["seconds"] for _ in range(options.rounds))
        print(f"looked at by check   CPU {looks / COUNT * 1000:.0f} ms a photo")
    return None


def _apart(work: str, folder: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.scans", "--work", work, "--folder", folder]
    done = subprocess.run(command, check=True, capture_output=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


if __name__ == "__main__":
    main()
