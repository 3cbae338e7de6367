"""The citizen's way through the portal, step by step, each with the screen's picture if there is.

The pictures are of the practice portal; `make guide-pictures` takes them. Steps are told whole
without any.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portal_bot import files
from portal_bot.catalogue.years import FIRST
from portal_bot.errors import UsageError
from portal_bot.guidance.leaflet_facts import LeafletFacts
from portal_bot.guidance.national_steps import counter_steps, national_steps
from portal_bot.guidance.whereabouts import Whereabouts

# Their names are those of the steps.
ENDING = ".png"
_LARGEST = 3_000_000
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FilingStep:
    """One step.

    Attributes:
        name: by which its picture is found.
        heading: what is done.
        text: how, in a sentence or two.
        picture: the screen as a data address; empty: none.
    """

    name: str
    heading: str
    text: str
    picture: str = ""


def filing_steps(
    of: LeafletFacts, where: Whereabouts, pictures: Path | None = None
) -> tuple[FilingStep, ...]:
    """The steps of one procedure.

    Args:
        of: the procedure.
        where: the portal and the counter.
        pictures: a folder with ``sign-in.png`` and so on, and perhaps a folder of the procedure's
            own within it, which goes first; `None`: no pictures.

    Raises:
        UsageError: the folder is none, or a picture in it cannot be read.
    """
    return tuple(_pictured(_steps(of, where), of.slug, pictures))


def _steps(of: LeafletFacts, where: Whereabouts) -> tuple[FilingStep, ...]:
    if not of.way.is_online:
        return tuple(FilingStep(*step) for step in counter_steps(of.go))
    if of.edition != FIRST:
        told = national_steps(of.code.text, where.short_address)
        return tuple(FilingStep(*step) for step in told)
    return (
        FilingStep(
            "sign-in",
            "Vào cổng, đăng nhập",
            f"Quét mã QR ở mặt này, hoặc gõ địa chỉ {where.short_address}. Bấm “Đăng nhập”, gõ tài "
            "khoản của mình. Chưa có tài khoản thì mang căn cước đến xã, có người mở giúp.",
        ),
        FilingStep(
            "procedure",
            "Tìm thủ tục, chọn nơi nộp",
            f"Gõ mã {of.code.text} vào ô tìm kiếm. Bấm “Nộp trực tuyến”, chọn tỉnh và xã nơi mình "
            "nộp, bấm “Đồng ý”.",
        ),
        FilingStep(
            "declaration",
            "Điền tờ khai",
            "Điền đúng như trên căn cước, giấy tờ. Ô có dấu (*) là phải điền. Điền xong một trang "
            "thì bấm “Tiếp tục”.",
        ),
        FilingStep("papers", "Đính kèm giấy tờ", _papers(of, where)),
        FilingStep("delivery", "Chọn cách nhận kết quả, trả tiền", _delivery(of)),
        FilingStep(
            "receipt",
            "Xem lại, nộp, ghi mã hồ sơ",
            "Xem lại từng mục, đánh dấu cam đoan, bấm “Nộp hồ sơ” một lần rồi chờ, không bấm lại. "
            "Chép mã hồ sơ (số hồ sơ) hiện ra vào mặt này.",
        ),
    )


def _papers(of: LeafletFacts, where: Whereabouts) -> str:
    told = "Chụp từng giấy, đủ bốn góc, rõ chữ; mỗi giấy bấm “Chọn tệp tin” ở đúng dòng của nó."
    limits = where.limits
    if limits is not None:
        size = f"{limits.max_bytes / _MEGABYTE:g}".replace(".", ",")
        told += f" Mỗi tệp không quá {size} MB ({', '.join(limits.types)})."
    return told if of.is_full else f"{told} Giữ bản thật để mang đến xã."


def _delivery(of: LeafletFacts) -> str:
    if of.is_full:
        return (
            "Chọn một cách nhận kết quả ghi ở mặt trước. Có khoản phải nộp thì trả ngay trên cổng, "
            "hoặc nhờ xã trả giúp."
        )
    return "Chọn nhận tại Bộ phận Một cửa. Có khoản phải nộp thì trả khi đến xã."


def _pictured(steps: Sequence[FilingStep], slug: str, folder: Path | None) -> Iterator[FilingStep]:
    if folder is not None and not folder.is_dir():
        raise UsageError(f"--pictures {folder}: không có thư mục này; làm bằng make guide-pictures")
    for step in steps:
        picture = "" if folder is None else _picture(folder, slug, f"{step.name}{ENDING}")
        yield FilingStep(step.name, step.heading, step.text, picture)


def _picture(folder: Path, slug: str, name: str) -> str:
    for file in (folder / slug / name, folder / name):
        if file.is_file():
            return f"data:image/png;base64,{b64encode(_read(file)).decode()}"
    return ""


def _read(file: Path) -> bytes:
    try:
        content = files.read(file, _LARGEST)
    except files.Unopened as error:
        raise UsageError(f"không đọc được hình {file}: {error.reason}") from error
    if len(content) > _LARGEST:
        raise UsageError(f"hình {file} lớn hơn {_LARGEST // 1_000_000} MB; chụp nhỏ lại")
    if not content.startswith(b"\x89PNG\r\n\x1a\n"):
        raise UsageError(f"{file} không phải hình PNG")
    return content
