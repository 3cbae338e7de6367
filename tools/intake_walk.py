"""The walk of a new volunteer: an empty workbook, ten citizens typed in, ten dossiers filed.

    python -m tools.intake_walk                       says how it went
    python -m tools.intake_walk --pictures docs/pictures

The workbook comes from `new`; LibreOffice opens it, recalculates and saves it once, as whoever sits
there would; where there is none, that step says so and goes on. The portal is the mock, all people
are invented. It ends with an error unless every row says that its dossier was received and
verified.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from portal_bot import clock, settings
from tests.support.days import USUAL
from tests.support.drawn_cards import snapshot
from tests.support.fixtures import PASSWORD
from tests.support.mock import MockPortal, running_mock
from tools import make_scans
from tools.take_pictures import ROOT, WIDTH, draw

HEADING_ROW, FIRST_ROW = 3, 6
COUNT = 10
_SYLLABLES = ("An", "Bình", "Chi", "Dung", "Giang", "Hà", "Khánh", "Lan", "Minh", "Phúc")
_RECEIVED = "đã nhận, đã đối chiếu"
# What a picture has room for; the form has ninety columns.
_SHOWN = (
    "STT", "Tình trạng", "Vấn đề", "Số hồ sơ", "Hẹn trả", "Họ và tên", "Số điện thoại",
    "Ngày, tháng, năm sinh", "Giới tính",
)  # fmt: skip
_AS_WORKBOOK, _AS_PDF = "xlsx:Calc MS Excel 2007 XML", "pdf"


def citizens() -> Iterator[dict[str, str]]:
    """Ten families, as a volunteer hears and types them: by section and heading."""
    for number in range(1, COUNT + 1):
        name, year = _SYLLABLES[number - 1], 1980 + number
        father = f"Nguyễn Văn Thử {name}"
        place = {"Phường/Xã": "Xã Hòa Thành", "Địa chỉ chi tiết": f"Thôn Ví Dụ {number}"}
        person = {"Dân tộc": "Kinh", **{f"Nơi cư trú: {k}": v for k, v in place.items()}}
        typed = {
            "Chủ hồ sơ/Họ và tên": father,
            "Chủ hồ sơ/Số định danh cá nhân": f"0540{year % 100:02}0002{number:02}",
            "Chủ hồ sơ/Ngày sinh": f"13/02/{year}",
            "Chủ hồ sơ/Giới tính": "Nam",
        }
        if _has_card(number):
            typed = {"Chủ hồ sơ/Ảnh thẻ: Chủ hồ sơ": _card_name(number)}
        yield {
            **typed,
            "Chủ hồ sơ/Số điện thoại": f"09050002{number:02}",
            **{f"Chủ hồ sơ/Nơi cư trú: {k}": v for k, v in place.items()},
            "Tài khoản nộp hồ sơ/Tên đăng nhập": "nguyenvanthu",
            "Người yêu cầu/Giấy tờ tùy thân: ngày cấp": "15/06/2021",
            "Người yêu cầu/Quan hệ với người được khai sinh": "Cha",
            "Người được khai sinh/Họ, chữ đệm, tên": f"Nguyễn Thử Nghiệm {name}",
            "Người được khai sinh/Ngày, tháng, năm sinh": f"{number:02}/11/2026",
            "Người được khai sinh/Giới tính": "Nữ" if number % 2 else "Nam",
            "Người được khai sinh/Dân tộc": "Kinh",
            "Người được khai sinh/Nơi sinh: loại": "Tại cơ sở y tế",
            "Người được khai sinh/Nơi sinh": "Bệnh viện Ví Dụ, Phường 9, Thành phố Tuy Hòa",
            "Người được khai sinh/Quê quán: Phường/Xã": "Xã Hòa Thành",
            "Cha, mẹ/Khai thông tin cha, mẹ": "Cả cha và mẹ",
            "Người mẹ/Họ, chữ đệm, tên người mẹ": f"Trần Thị Mẫu {name}",
            "Người mẹ/Năm sinh": str(year + 2),
            **{f"Người mẹ/{heading}": text for heading, text in person.items()},
            "Người cha/Họ, chữ đệm, tên người cha": father,
            "Người cha/Năm sinh": str(year),
            **{f"Người cha/{heading}": text for heading, text in person.items()},
            "Cam đoan/": "Có",
            "Giấy tờ (tên tệp quét)/Giấy chứng sinh": _scan_name(number),
            "Sự đồng ý của người dân/Người đồng ý": father,
        }


def _has_card(number: int) -> bool:
    """Every second father has his card with him: then four cells are not typed."""
    return number % 2 == 0


def _card_name(number: int) -> str:
    return f"giay-to/the-{number:02}.jpg"


def _card(number: int) -> bytes:
    """A photograph of the father's card, drawn, with a real QR."""
    name, year = _SYLLABLES[number - 1], 1980 + number
    said = (f"0540{year % 100:02}0002{number:02}", "", f"Nguyễn Văn Thử {name}", f"1302{year}")
    home = f"Thôn Ví Dụ {number}, Hòa Thành, Đông Hòa, Phú Yên"
    return snapshot("|".join((*said, "Nam", home, "15062021")), number)


def _scan_name(number: int) -> str:
    """Half of them come from the scanner, half from a telephone."""
    return f"giay-to/chung-sinh-{number:02}.{'pdf' if number % 2 else 'jpg'}"


def scan(desk: Path) -> None:
    """Photos of cards, and a scan or photo of each family's paper, no two of them alike."""
    (desk / "giay-to").mkdir()
    for number in range(1, COUNT + 1):
        to = desk / _scan_name(number)
        paper = make_scans.Scan(to.name, f"GIAY CHUNG SINH SO {number:02}")
        page = make_scans.draw(paper, 0)
        pdf = to.suffix == ".pdf"
        made = make_scans.as_pdf([page], paper.title) if pdf else make_scans.as_photo(page)
        to.write_bytes(made)
        if _has_card(number):
            (desk / _card_name(number)).write_bytes(_card(number))


def columns(sheet: Worksheet) -> dict[str, int]:
    """The number of each column by its section and heading, as people see them."""
    found, section = dict[str, int](), ""
    for above, heading in zip(sheet[HEADING_ROW - 1], sheet[HEADING_ROW], strict=True):
        section = str(above.value or section)
        name = str(heading.value or "").removesuffix(" (*)")
        found[f"{section}/{name}"] = int(heading.column or 0)
    return found


def _column(known: Mapping[str, int], name: str) -> int:
    """A long heading may be told by its beginning."""
    if name in known:
        return known[name]
    (found,) = [at for heading, at in known.items() if heading.startswith(name)]
    return found


def type_in(book: Path, families: Iterator[dict[str, str]]) -> None:
    """Ten rows below the example."""
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[1]
    known = columns(sheet)
    for row, family in enumerate(families, FIRST_ROW):
        for name, text in family.items():
            sheet.cell(row, _column(known, name)).value = text
    opened.save(book)


def mend(book: Path, row: int, name: str, text: str) -> None:
    """One cell is typed anew."""
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[1]
    sheet.cell(row, _column(columns(sheet), name)).value = text
    opened.save(book)


def through_office(file: Path, form: str, to: Path) -> Path | None:
    """What LibreOffice makes of a file; `None`: there is none here."""
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice is not here (apt-get install libreoffice-calc): left out")
        return None
    to.mkdir(exist_ok=True)
    command = [program, f"-env:UserInstallation=file://{to / 'profile'}", "--headless"]
    command += ["--convert-to", form, "--outdir", str(to), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return to / file.with_suffix(f".{form.partition(':')[0]}").name


class Desk:
    """The folder at which the volunteer sits.

    Args:
        folder: it.
        pictures: where pictures are put; `None`: nowhere.
    """

    def __init__(self, folder: Path, pictures: Path | None) -> None:
        self.folder, self._pictures = folder, pictures
        self.book = folder / "khai-sinh.xlsx"

    def run(self, *words: str, ends: int, picture: str = "") -> None:
        """One command; anything but the end that is awaited is an error."""
        own = {
            settings.HOME: str(self.folder / "nha"),
            settings.NOW: clock.as_variable(USUAL),
            settings.PASSWORD: PASSWORD,
            settings.COLOURS: "always",
            "COLUMNS": str(WIDTH),
        }
        environment = {k: v for k, v in os.environ.items() if k != settings.PORTAL} | own
        done = subprocess.run(
            [sys.executable, "-m", "portal_bot", *words],
            cwd=self.folder, env=environment | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False,
        )  # fmt: skip
        print(f"portal-bot {' '.join(words)}: exit {done.returncode}")
        if done.returncode != ends:
            raise SystemExit(done.stdout.decode())
        if picture and self._pictures:
            to, said = self._pictures / f"{picture}.svg", done.stdout.decode()
            draw(to, " ".join(words[:2]), said, self.folder)

    def show(self, picture: str, rows: int) -> None:
        """The sheet as it is now: the columns that have room, so many rows of it."""
        if self._pictures is None:
            return
        part = self.folder / f"{picture}.xlsx"
        opened = openpyxl.load_workbook(self.book)
        sheet = opened.worksheets[1]
        _only(sheet, rows)
        for other in [each for each in opened.worksheets if each.title != sheet.title]:
            other.sheet_state = "hidden"
        opened.active = 1
        opened.save(part)
        if (printed := through_office(part, _AS_PDF, self.folder / "in")) is not None:
            _draw_page(printed, self._pictures / f"{picture}.png")


def _only(sheet: Worksheet, rows: int) -> None:
    """Hides what a page has no room for, and prints the rest on one page."""
    shown = itertools.chain.from_iterable(
        [at for heading, at in columns(sheet).items() if heading.partition("/")[2] == name][:1]
        for name in _SHOWN
    )
    kept = set(shown)
    for at in range(1, sheet.max_column + 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].hidden = at not in kept
    sheet.print_area = f"A1:{get_column_letter(max(kept))}{FIRST_ROW + rows - 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.headings = True


def _draw_page(pdf: Path, to: Path) -> None:
    import pypdfium2  # only for pictures
    from PIL import ImageChops  # only for pictures

    page = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("RGB")
    white = page.copy()
    white.paste((255, 255, 255), (0, 0, *page.size))
    box = ImageChops.difference(page, white).getbbox()
    page.crop(box).quantize(64).save(to, optimize=True)


def states(book: Path) -> list[tuple[Any, Any]]:
    """State and dossier number of each row."""
    sheet = openpyxl.load_workbook(book, read_only=True).worksheets[1]
    rows = sheet.iter_rows(HEADING_ROW, FIRST_ROW + COUNT - 1, max_col=8, values_only=True)
    headings, *others = list(rows)
    state, number = headings.index("Tình trạng"), headings.index("Số hồ sơ")
    return [(row[state], row[number]) for row in others[FIRST_ROW - HEADING_ROW - 1 :]]


def walk(folder: Path, portal: MockPortal, pictures: Path | None) -> None:
    """From the empty workbook to ten dossiers and their states.

    Raises:
        SystemExit: a step did not end as it must.
    """
    desk = Desk(folder, pictures)
    desk.run("new", "khai sinh", "--out", desk.book.name, ends=0)
    desk.show("bang-tinh-mau", 3)
    scan(folder)
    type_in(desk.book, citizens())
    phone = "Chủ hồ sơ/Số điện thoại"
    mend(desk.book, FIRST_ROW + 2, phone, "905000203")
    if (saved := through_office(desk.book, _AS_WORKBOOK, folder / "luu")) is not None:
        shutil.copyfile(saved, desk.book)
    desk.run("check", desk.book.name, ends=10, picture="bang-tinh-soat")
    desk.show("bang-tinh-sai", COUNT)
    mend(desk.book, FIRST_ROW + 2, phone, "0905000203")
    desk.run("check", desk.book.name, ends=0)
    desk.run("submit", desk.book.name, "--portal-url", portal.address, "--yes", ends=0)
    desk.show("bang-tinh-da-nop", COUNT)
    answered, stored = states(desk.book), {each["number"] for each in portal.submissions()}
    if {state for state, _ in answered} != {_RECEIVED} or {n for _, n in answered} != stored:
        raise SystemExit(f"not all filed: {answered}, at the portal {sorted(stored)}")
    print(f"{len(stored)} dossiers filed, each once; every row says so")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pictures", type=Path, help="takes the pictures of docs/bang-tinh.md anew"
    )
    options = parser.parse_args()
    pictures = options.pictures and options.pictures.resolve()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_mock("--pace", "instant", "--seed", "1") as portal,
    ):
        portal.post("/clock", now=USUAL.isoformat())
        walk(Path(folder), portal, pictures)


if __name__ == "__main__":
    main()
