"""Makes of one or several scans the one file that a portal takes for a paper.

The same scans give the same bytes: nothing in them tells when they were made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

from portal_bot.intake.scans.in_threads import in_threads
from portal_bot.intake.scans.scan_pages import (
    STEPS,
    encoded,
    is_upright_and_cut,
    page_count,
    pages_of,
)
from portal_bot.papers import apart
from portal_bot.papers.limits import Limits, too_large
from portal_bot.papers.pdf_file import PasswordAsked, TooHeavy, opened
from portal_bot.papers.picture_file import TooManyPixels, kind_of

if TYPE_CHECKING:
    from pypdf import PdfWriter

# A4 in points; a picture that lies is put on a page that lies.
_A4 = (595.276, 841.89)
_MOST_PDF_PAGES = 500
# Forty photographs, each tried in every size.
CPU_S = 300.0
_UNFINISHED = {
    "late": "mở mãi không xong, đã dừng: tách ra, hoặc quét lại",
    "memory": "cần quá nhiều bộ nhớ: tách ra, hoặc quét lại ở độ phân giải thấp hơn",
    "dead": "làm chương trình đọc tệp tắt giữa chừng (hỏng, hoặc cố ý làm hỏng): quét lại từ giấy",
}


class NotMade(Exception):
    """Why no file was made of a scan; Vietnamese, to stand after its name."""


@dataclass(frozen=True, slots=True)
class Original:
    """A scan as it came."""

    name: str
    content: bytes

    @property
    def kind(self) -> str:
        """What it is; empty: nothing that a paper is made of."""
        return kind_of(self.content) or ""


@dataclass(frozen=True, slots=True)
class Made:
    """What the portal takes.

    Attributes:
        content: the bytes.
        ending: what they are, without the dot.
        as_it_was: whether it is the scan itself, byte by byte.
    """

    content: bytes
    ending: str
    as_it_was: bool = False


def made_of(originals: Sequence[Original], limits: Limits) -> Made:
    """The file; a single scan that needs nothing done to it is left as it is.

    Args:
        originals: the paper's scans, in order.
        limits: the portal's.

    Raises:
        NotMade: one of them cannot be read, or it all does not fit.
    """
    said = {"names": [one.name for one in originals], "limits": asdict(limits)}
    try:
        told, made = apart.call(made_apart, [one.content for one in originals], said, cpu_s=CPU_S)
    except apart.Unfinished as unfinished:
        raise NotMade(_UNFINISHED[unfinished.why]) from unfinished
    if told["why"]:
        raise NotMade(told["why"])
    if told["as_it_was"]:
        return Made(originals[0].content, told["ending"], as_it_was=True)
    return Made(made[0], told["ending"])


def made_apart(blobs: Sequence[bytes], said: Any) -> apart.Told:
    """What is made of scans, or why nothing is; see `apart`."""
    known = said["limits"]
    limits = Limits(**{**known, "types": tuple(known["types"])})
    try:
        made = _made(list(map(Original, said["names"], blobs)), limits)
    except NotMade as why:
        return {"why": str(why)}, []
    told = {"why": "", "ending": made.ending, "as_it_was": made.as_it_was}
    return told, [] if made.as_it_was else [made.content]


def _made(originals: Sequence[Original], limits: Limits) -> Made:
    first = originals[0]
    if len(originals) == 1 and _is_right(first, limits):
        return Made(first.content, _ending_of(first), as_it_was=True)
    for one in originals:
        if not one.kind:
            raise NotMade(f"{one.name} không phải PDF hay ảnh quét (JPEG, PNG, WebP, HEIC, TIFF)")
    try:
        if len(originals) == 1 and _one_picture(first) and "jpg" in limits.types:
            return _as_picture(first, limits)
        return _as_pdf(originals, limits)
    except (TooManyPixels, TooHeavy) as error:
        raise NotMade("có ảnh hoặc trang quá lớn để mở: quét lại, độ phân giải thấp hơn") from error
    except PasswordAsked as error:
        raise NotMade("có mật khẩu: lưu lại bản không có mật khẩu") from error
    except (NotMade, MemoryError):
        raise
    except Exception as error:
        raise NotMade("hỏng hoặc chưa chép hết: chép lại hoặc quét lại") from error


def _ending_of(original: Original) -> str:
    return {"jpeg": "jpg"}.get(original.kind, original.kind)


def _is_right(original: Original, limits: Limits) -> bool:
    if _ending_of(original) not in limits.types or len(original.content) > limits.max_bytes:
        return False
    if original.kind == "pdf":
        return True
    try:
        return is_upright_and_cut(original.content, original.kind)
    except Exception:  # noqa: BLE001 - told when it is made
        return False


def _one_picture(original: Original) -> bool:
    return original.kind != "pdf" and page_count(original.content, original.kind) == 1


def _as_picture(original: Original, limits: Limits) -> Made:
    page = b""
    for step in range(len(STEPS)):
        (page,) = pages_of(original.content, original.kind, step)
        if len(page) <= limits.max_bytes:
            return Made(page, "png" if page.startswith(b"\x89PNG") else "jpg")
    raise _too_large(len(page), limits)


def _as_pdf(originals: Sequence[Original], limits: Limits) -> Made:
    if "pdf" not in limits.types:
        raise NotMade(f"phải gộp thành PDF mà {limits.whose} không nhận PDF")
    whole = b""
    tries = [(step, True) for step in range(len(STEPS))]
    if any(one.kind == "pdf" for one in originals):
        # First what is PDF already stays as it is; only where it does not fit are its pages drawn.
        tries.insert(0, (0, False))
    for step, drawn in tries:
        whole = _joined(originals, step, drawn=drawn)
        if len(whole) <= limits.max_bytes:
            return Made(whole, "pdf")
    raise _too_large(len(whole), limits)


def _too_large(size: int, limits: Limits) -> NotMade:
    told, limit = too_large(size, limits.max_bytes)
    return NotMade(
        f"thu nhỏ tới mức còn đọc được vẫn nặng {told}, {limits.whose} chỉ nhận {limit}: tách "
        "thành nhiều tệp, hoặc quét lại ở 150 dpi"
    )


def _joined(originals: Sequence[Original], step: int, *, drawn: bool) -> bytes:
    from pypdf import PdfReader, PdfWriter  # slow: only where a PDF is made

    writer = PdfWriter()
    for is_pdf, some in groupby(originals, key=lambda one: one.kind == "pdf"):
        if is_pdf and not drawn:
            for one in some:
                _append(writer, one.content)
            continue
        pages = chain.from_iterable(_every_page(list(some), step))
        writer.append(PdfReader(BytesIO(_of_pictures(list(pages)))), import_outline=False)
    writer.metadata = None
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _append(writer: PdfWriter, content: bytes) -> None:
    with opened(content) as pdf:
        if pdf.count > _MOST_PDF_PAGES:
            raise NotMade(f"có {pdf.count} trang, nhiều nhất {_MOST_PDF_PAGES}: tách ra")
        writer.append(pdf.reader, import_outline=False)


def _every_page(originals: Sequence[Original], step: int) -> list[list[bytes]]:
    """The pages of each."""

    def of(one: Original) -> list[bytes]:
        if one.kind == "pdf":
            return list(_drawn(one.content, step))
        return list(pages_of(one.content, one.kind, step))

    return in_threads(of, originals)


def _drawn(content: bytes, step: int) -> Iterator[bytes]:
    longest, quality = STEPS[step]
    with opened(content) as pdf:
        if "signature" in pdf.risks():
            raise NotMade("có chữ ký số nên không thu nhỏ được: xin bản nhẹ hơn từ nơi ký")
        if pdf.count > _MOST_PDF_PAGES:
            raise NotMade(f"có {pdf.count} trang, nhiều nhất {_MOST_PDF_PAGES}: tách ra")
        for number in range(pdf.count):
            yield encoded(pdf.drawn(number, longest, grey=False).convert("RGB"), quality)


def _of_pictures(pages: Sequence[bytes]) -> bytes:
    import img2pdf  # slow: only where a PDF is made

    layout = img2pdf.get_layout_fun(_A4, None, None, img2pdf.FitMode.into, True)
    made: bytes = img2pdf.convert(
        list(pages), layout_fun=layout, nodate=True, engine=img2pdf.Engine.internal
    )
    return made
