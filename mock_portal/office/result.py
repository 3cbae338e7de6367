"""The result of a dossier as a file: a PDF that says whose it is, and that it is a trial."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from ..pdf import Line, one_page
from ..procedures import by_slug
from ..records import Record
from .handling import Outcome

TRIAL = "THỬ NGHIỆM - KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


@dataclass(frozen=True, slots=True)
class ResultFile:
    """What the citizen can download once the result is signed."""

    name: str
    content: bytes
    granted: bool

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def result_file(record: Record) -> ResultFile | None:
    """The file; nothing while there is no result. The same dossier gives the same bytes."""
    result = record.handling.result
    if result is None:
        return None
    content = _page(
        record.number, record.slug, record.code, record.title, record.owner, record.agency, result
    )
    return ResultFile(f"ket-qua-{record.number}.pdf", content, result.granted)


@lru_cache(maxsize=256)
def _page(
    number: str, slug: str, code: str, title: str, owner: str, agency: str, result: Outcome
) -> bytes:
    kind = by_slug(slug).result.upper() if result.granted else "VĂN BẢN TRẢ LỜI"
    day = datetime.fromisoformat(result.at)
    answer = "Đồng ý giải quyết hồ sơ." if result.granted else "Không đồng ý giải quyết hồ sơ."
    lines = [
        Line(TRIAL, 13, bold=True, centred=True, gap=0),
        Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, centred=True, gap=18),
        Line("Độc lập - Tự do - Hạnh phúc", bold=True, centred=True, gap=0),
        Line(agency.upper(), bold=True, centred=True, gap=14),
        Line(kind, 16, bold=True, centred=True, gap=28),
        Line(f"Số hồ sơ: {number}", 13, centred=True),
        Line(f"Chủ hồ sơ: {owner}", gap=24),
        Line(f"Thủ tục: {title} ({code})"),
        Line(answer, bold=True, gap=14),
        Line(result.words),
        Line(f"Ngày {day:%d} tháng {day:%m} năm {day:%Y}", gap=30),
        Line(f"Người ký: {result.by or 'Cơ quan giải quyết'} (chữ ký số thử nghiệm)"),
    ]
    return one_page(f"Kết quả hồ sơ {number} (THỬ NGHIỆM)", lines)
