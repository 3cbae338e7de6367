"""Papers: which are asked for, and scans that nobody can open or the portal does not take."""

from __future__ import annotations

import copy
import io
from functools import cache
from random import Random
from typing import Any

from PIL import Image
from pypdf import PdfReader, PdfWriter

from portal_bot.dossier.spec import specs
from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.samples import Changed, Sample, changed
from tests.support.workbooks import FIXTURES
from tools import make_scans

fault, right = kinds_of("papers")
_PDF = FIXTURES / "papers" / "chung-sinh.pdf"
_PHOTO = FIXTURES / "papers" / "so-ho-khau.jpg"
MEGABYTE = 1024 * 1024


def _keys(sample: Sample) -> list[str]:
    return sorted(sample.data.get("papers") or {})


@cache
def _another() -> bytes:
    """A scan of which no sample has another copy."""
    scan = make_scans.Scan("giay-khac.pdf", "GIAY TO KHAC")
    return make_scans.as_pdf([make_scans.draw(scan, 0)], scan.title)


def _other(sample: Sample, dice: Random, name: str, content: bytes) -> Changed | None:
    """One paper's first scan is this file instead."""
    if not _keys(sample):
        return None
    key = dice.choice(_keys(sample))
    folder = sample.folder / f"{dice.randrange(10**15)}"
    folder.mkdir(parents=True)
    file = folder / name
    file.write_bytes(content)
    return Changed(_with(sample, key, str(file)), (f"papers.{key}.0", f"papers.{key}"))


def _with(sample: Sample, key: str, first: str) -> dict[str, Any]:
    data = copy.deepcopy(sample.data)
    data["papers"][key] = [first, *data["papers"][key][1:]]
    return data


@fault.dossier()
def a_required_paper_is_missing(sample: Sample, dice: Random) -> Changed | None:
    needed = [
        spec.name
        for spec in specs(sample.flow.papers)
        if spec.name in _keys(sample)
        and not spec.meta.present_only
        and (spec.required or spec.meta.when)
    ]
    if not needed:
        return None
    key = dice.choice(needed)
    return Changed(changed(sample.data, ("papers", key), None), (f"papers.{key}",))


@fault.dossier(ways=("file",))
def a_paper_that_nobody_asks_for(sample: Sample, dice: Random) -> Changed:
    key = dice.choice(("photo", "tax_return", "birth_notificaton", "other"))
    return Changed(changed(sample.data, ("papers", key), [str(_PDF)]), (f"papers.{key}",))


@fault.dossier()
def a_scan_that_is_not_there(sample: Sample, dice: Random) -> Changed | None:
    if not _keys(sample):
        return None
    key = dice.choice(_keys(sample))
    said = dice.choice(
        ("khong-co.pdf", "C:\\Users\\thu\\a.pdf", "https://vidu.example/a.pdf", "anh.jpg")
    )
    return Changed(_with(sample, key, said), (f"papers.{key}.0", f"papers.{key}"))


@fault.dossier()
def a_folder_for_a_scan(sample: Sample, dice: Random) -> Changed | None:
    if not _keys(sample):
        return None
    key = dice.choice(_keys(sample))
    return Changed(
        _with(sample, key, str(FIXTURES / "papers")), (f"papers.{key}.0", f"papers.{key}")
    )


@fault.dossier()
def an_empty_file(sample: Sample, dice: Random) -> Changed | None:
    return _other(sample, dice, "rong.pdf", b"")


@fault.dossier()
def a_picture_called_a_pdf(sample: Sample, dice: Random) -> Changed | None:
    return _other(sample, dice, "anh.pdf", _PHOTO.read_bytes())


@fault.dossier()
def a_pdf_called_a_picture(sample: Sample, dice: Random) -> Changed | None:
    return _other(sample, dice, dice.choice(("a.jpg", "a.png")), _PDF.read_bytes())


@fault.dossier()
def another_file_called_a_scan(sample: Sample, dice: Random) -> Changed | None:
    content = dice.choice(
        (b"<html>404</html>", b"PK\x03\x04" + b"\0" * 99, b"Giay chung sinh", b"\0" * 999)
    )
    return _other(sample, dice, dice.choice(("a.pdf", "a.jpg", "a.png")), content)


@fault.dossier()
def a_kind_that_the_portal_does_not_take(sample: Sample, dice: Random) -> Changed | None:
    name, content = dice.choice(
        (
            ("a.docx", b"PK\x03\x04" + b"\0" * 99),
            ("a.txt", b"chung sinh"),
            ("a.exe", b"MZ\0\0"),
            ("a.gif", b"GIF89a\1\0\1\0"),
        )
    )
    return _other(sample, dice, name, content)


@fault.dossier()
def half_of_a_pdf(sample: Sample, dice: Random) -> Changed | None:
    content = _PDF.read_bytes()
    return _other(sample, dice, "nua.pdf", content[: len(content) // dice.choice((2, 3, 5))])


@fault.dossier()
def half_of_a_picture(sample: Sample, dice: Random) -> Changed | None:
    content = _PHOTO.read_bytes()
    return _other(sample, dice, "nua.jpg", content[: len(content) // 2])


@fault.dossier()
def a_pdf_with_a_password(sample: Sample, dice: Random) -> Changed | None:
    writer = PdfWriter(clone_from=PdfReader(_PDF))
    writer.encrypt("mat-khau", algorithm="AES-256")
    made = io.BytesIO()
    writer.write(made)
    return _other(sample, dice, "khoa.pdf", made.getvalue())


@fault.dossier()
def a_pdf_without_pages(sample: Sample, dice: Random) -> Changed | None:
    made = io.BytesIO()
    PdfWriter().write(made)
    return _other(sample, dice, "trang.pdf", made.getvalue())


@fault.dossier()
def a_scan_over_the_limit(sample: Sample, dice: Random) -> Changed | None:
    """Six megabytes, as the papers screen of iGate says."""
    content = _PDF.read_bytes()
    return _other(sample, dice, "nang.pdf", content + b"%" + b" " * (6 * MEGABYTE - len(content)))


@fault.dossier()
def a_picture_of_a_few_dots(sample: Sample, dice: Random) -> Changed | None:
    made = io.BytesIO()
    Image.new("RGB", (16, 12), "grey").save(made, "PNG")
    return _other(sample, dice, "nho.png", made.getvalue())


@fault.dossier()
def a_name_that_the_portal_does_not_take(sample: Sample, dice: Random) -> Changed | None:
    name = dice.choice(("a?.pdf", "a<b>.pdf", 'giay"to.pdf', "a|b.pdf", f"{'rat-dai-' * 20}.pdf"))
    return _other(sample, dice, name, _PDF.read_bytes())


@fault.dossier()
def more_files_than_a_row_takes(sample: Sample, dice: Random) -> Changed | None:
    if not _keys(sample):
        return None
    key = dice.choice(_keys(sample))
    names: list[str] = []
    for number in range(6):
        file = sample.folder / f"{dice.random()}-{number}.pdf"
        file.write_bytes(_PDF.read_bytes() + b"%%%d\n" % number)
        names.append(str(file))
    data = copy.deepcopy(sample.data)
    data["papers"][key] = names
    return Changed(data, (f"papers.{key}",))


@right.dossier(same=False)
def a_scan_of_any_right_name(sample: Sample, dice: Random) -> Changed | None:
    names = (
        "Giấy chứng sinh (bản chính).pdf",
        "GIAY.PDF",
        "a b  c.pdf",
        "giấy-tờ_1.v2.pdf",
        "1.pdf",
    )
    told = _other(sample, dice, dice.choice(names), _another())
    return told and Changed(told.data)


@right.dossier(same=False)
def a_scan_just_at_the_limit(sample: Sample, dice: Random) -> Changed | None:
    content = _another()
    told = _other(
        sample, dice, "vua.pdf", content + b"%" + b" " * (6 * MEGABYTE - len(content) - 1)
    )
    return told and Changed(told.data)


@right.dossier(same=False)
def a_scan_beside_the_dossier(sample: Sample, dice: Random) -> Changed | None:
    """Named as people do: without a folder."""
    if not _keys(sample):
        return None
    key = dice.choice(_keys(sample))
    name = f"canh-{dice.randrange(10**9)}.pdf"
    (sample.folder / name).write_bytes(_another() + b"%\n")
    return Changed(
        _with(sample, key, dice.choice((name, f"./{name}", name.upper().replace(".PDF", ".pdf"))))
    )
