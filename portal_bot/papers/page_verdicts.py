"""What is wrong with what a scan shows; each scan is looked at once, whoever asks again."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Literal

from portal_bot.papers import apart, picture_file
from portal_bot.papers.alike import print_of
from portal_bot.papers.card_sign import card_turn
from portal_bot.papers.fault import PaperFault
from portal_bot.papers.pdf_file import NoPages, PasswordAsked, PdfFile, TooHeavy, opened
from portal_bot.papers.picture_file import TooManyPixels
from portal_bot.papers.picture_quality import JUDGED, SMALL, measured

if TYPE_CHECKING:
    from PIL import Image

# Of a longer PDF so many pages are looked at, the first, the last and some between.
MOST_PAGES = 12
# Nobody can read a paper on a picture as narrow as this: a placeholder, an icon.
MIN_SIDE = 32
_MOST_KNOWN = 5000

_USELESS = {
    "black": "đen kịt, không thấy gì: quét lại, mở nắp máy hoặc bật đèn",
    "blank": "trắng, không có chữ: có thể quét nhầm mặt sau hoặc úp ngược giấy; quét lại",
}
_DOUBTFUL = {
    "dark": "quá tối, khó đọc: chụp hoặc quét lại ở chỗ sáng hơn",
    "nearly_blank": "gần như trắng: xem có đúng tờ, đúng mặt không",
    "blurred": "nhòe, khó đọc chữ: lau kính máy quét, giữ yên máy rồi chụp hoặc quét lại",
    "small": f"ít điểm ảnh (cạnh dài dưới {SMALL}), khó đọc chữ: quét lại ở 200 dpi trở lên",
}
_RISKS: dict[str, tuple[str, str, Literal["error", "warning"]]] = {
    "xfa": (
        "paper_xfa",
        "là biểu mẫu XFA, trình duyệt không mở được: mở bằng Adobe Reader rồi in ra PDF mới",
        "error",
    ),
    "script": ("paper_script", "có mã JavaScript bên trong; nên in ra PDF mới rồi nộp", "warning"),
    "files": (
        "paper_attached_files",
        "có tệp khác đính kèm bên trong, cổng hoặc cán bộ có thể không thấy; nộp riêng tệp ấy",
        "warning",
    ),
}
_BROKEN = PaperFault(
    "paper_unreadable", "Tệp {} hỏng hoặc chưa chép hết, không mở được: chép lại hoặc quét lại."
)
_UNFINISHED = {
    "late": PaperFault(
        "paper_too_heavy", "Tệp {} mở mãi không xong, đã dừng: in ra PDF mới, hoặc quét lại."
    ),
    "memory": PaperFault(
        "paper_too_heavy", "Tệp {} cần quá nhiều bộ nhớ để mở: in ra PDF mới, nhỏ hơn."
    ),
    "dead": PaperFault(
        "paper_unreadable",
        "Tệp {} làm chương trình đọc tệp tắt giữa chừng (hỏng, hoặc cố ý làm hỏng): quét lại từ "
        "giấy, đừng dùng tệp này.",
    ),
}
_HUGE = PaperFault(
    "paper_unreadable", "Ảnh {} quá lớn (số điểm ảnh): quét lại ở độ phân giải thấp hơn."
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is known of a scan's content.

    Attributes:
        faults: their messages have ``{}`` where the file's name belongs.
        pages: how many it has.
        print: of its first page (`alike`); empty: nothing to know it by.
        card: whether a page carries a citizen card's QR.
    """

    faults: tuple[PaperFault, ...] = ()
    pages: int = 0
    print: bytes = b""
    card: bool = False


_known: dict[tuple[str, str], Judgement] = {}
_knowing = Lock()


def judged(content: bytes, digest: str, kind: str) -> Judgement:
    """Looks through a scan; nothing is raised for what it holds.

    Args:
        content: its bytes.
        digest: their SHA-256, by which it is known again.
        kind: what it is (`picture_file.kind_of`).
    """
    known = _known.get((digest, kind))
    if known is None:
        known = _asked(content, kind)
        with _knowing:
            if len(_known) >= _MOST_KNOWN:
                _known.clear()
            _known[digest, kind] = known
    return known


def _asked(content: bytes, kind: str) -> Judgement:
    """What is known of it once it was opened, which is done apart."""
    try:
        told, (print_,) = apart.call(looked_through, [content], kind)
    except apart.Unfinished as unfinished:
        return Judgement((_UNFINISHED[unfinished.why],))
    return Judgement(
        tuple(PaperFault(*fault) for fault in told["faults"]), told["pages"], print_, told["card"]
    )


def looked_through(blobs: Sequence[bytes], kind: str) -> apart.Told:
    """The judgement on a file's bytes; see `apart`."""
    (content,) = blobs
    found = _looked_through(content, kind)
    faults = [(fault.code, fault.message, fault.severity) for fault in found.faults]
    return {"faults": faults, "pages": found.pages, "card": found.card}, [found.print]


def _looked_through(content: bytes, kind: str) -> Judgement:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _pdf(content) if kind == "pdf" else _picture(content, kind)
    except TooManyPixels:
        return Judgement((_HUGE,))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file leads a parser anywhere
        return Judgement((_BROKEN,))


def _picture(content: bytes, kind: str) -> Judgement:
    with picture_file.opened(content, kind) as image:
        width, height = image.size
        if kind == "png":
            image.verify()
            image = picture_file.opened(content, kind)  # noqa: PLW2901 - verified, it is spent
        if min(width, height) < MIN_SIDE:
            told = f"Ảnh {{}} chỉ có {width} x {height} điểm, không đọc được: hãy quét lại."
            return Judgement((PaperFault("paper_too_small", told),), 1)
        pages = getattr(image, "n_frames", 1) if kind == "tiff" else 1
        seen = [Page(0, picture_file.grey(image, JUDGED), max(width, height))]
        for number in chosen(pages)[1:]:
            image.seek(number)
            picture_file.insist_fits(image)
            seen.append(Page(number, picture_file.grey(image, JUDGED), max(image.size)))
    return _of_pages(iter(seen), pages, "Ảnh" if pages == 1 else "Tệp")


def _pdf(content: bytes) -> Judgement:
    try:
        with opened(content) as pdf:
            if not pdf.count or pdf.size(0)[0] <= 0:
                raise NoPages
            found = _of_pages(_drawn(pdf), pdf.count, "Tệp")
            return replace(found, faults=(*_risks(pdf), *found.faults))
    except NoPages:
        told = "Tệp {} không có trang nào: hãy quét lại."
        return Judgement((PaperFault("paper_unreadable", told),))
    except PasswordAsked:
        told = "Tệp {} có mật khẩu: cán bộ sẽ không mở được; lưu lại bản không có mật khẩu."
        return Judgement((PaperFault("paper_locked", told),))
    except TooHeavy:
        told = "Tệp {} có trang quá nặng để mở (ảnh hoặc hình vẽ quá lớn): in ra PDF mới, nhỏ hơn."
        return Judgement((PaperFault("paper_too_heavy", told),))


def _risks(pdf: PdfFile) -> Iterator[PaperFault]:
    for risk in pdf.risks():
        if risk in _RISKS:
            code, told, severity = _RISKS[risk]
            yield PaperFault(code, f"Tệp {{}} {told}.", severity)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is to be judged: its number from 0, its small picture, its whole one's size."""

    number: int
    grey: Image.Image
    longest: int = 0


def _drawn(pdf: PdfFile) -> Iterator[Page]:
    for number in chosen(pdf.count):
        yield Page(number, pdf.drawn(number, JUDGED))


def chosen(pages: int) -> list[int]:
    """Which pages are looked at."""
    if pages <= MOST_PAGES:
        return list(range(pages))
    return sorted({round(at * (pages - 1) / (MOST_PAGES - 1)) for at in range(MOST_PAGES)})


def _of_pages(pages: Iterator[Page], count: int, what: str) -> Judgement:
    first, card, verdicts = b"", False, list[tuple[int, str]]()
    for page in pages:
        quality = measured(page.grey, page.longest)
        verdicts.append((page.number, quality.verdict))
        readable = quality.verdict not in _USELESS
        if not page.number:
            first = print_of(page.grey) if readable else b""
        card = card or (readable and card_turn(page.grey) is not None)
    return Judgement(tuple(_told(verdicts, count, what)), count, first, card)


def _told(verdicts: list[tuple[int, str]], count: int, what: str) -> Iterator[PaperFault]:
    """A document of nothing but useless pages is useless; one such page may be a sheet's back."""
    useless = [verdict for _, verdict in verdicts if verdict in _USELESS]
    if len(useless) == len(verdicts):
        yield PaperFault(f"paper_{useless[0]}", f"{what} {{}} {_USELESS[useless[0]]}.")
        return
    for verdict, told in {**_USELESS, **_DOUBTFUL}.items():
        numbers = [str(number + 1) for number, found in verdicts if found == verdict]
        if numbers:
            where = f", trang {', '.join(numbers)}:" if count > 1 else ""
            yield PaperFault(f"paper_{verdict}", f"{what} {{}}{where} {told}.", "warning")
