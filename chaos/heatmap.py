"""The run as one HTML page: fault by kill point, figures, every finding and how to see it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chaos.case import Kind
from chaos.counts import Counts
from chaos.faults import FAULTS, Side
from chaos.kills import KILLS
from chaos.play import Played
from portal_bot.page_template import page_template

# People read Vietnamese; the code beside it is what the command line takes.
KIND_TITLES: Mapping[Kind, str] = {
    Kind.DUPLICATE: "nộp trùng",
    Kind.LOST: "mất hồ sơ",
    Kind.WRONG_VALUE: "sai nội dung",
    Kind.ELSEWHERE: "dữ liệu ra nơi khác",
    Kind.FILED_BY_FILL: "điền thử mà nộp",
    Kind.UNTRUE: "nói sai sự thật",
    Kind.HANDED_OVER: "giao cho người khi không cần",
    Kind.NOT_SETTLED: "chưa ngã ngũ",
    Kind.BUG: "lỗi chương trình",
    Kind.ORPHAN: "tiến trình sót lại",
}
# What has room in a square.
KIND_SIGNS: Mapping[Kind, str] = {
    Kind.DUPLICATE: "trùng",
    Kind.LOST: "mất",
    Kind.WRONG_VALUE: "sai",
    Kind.ELSEWHERE: "lọt",
    Kind.FILED_BY_FILL: "nộp",
    Kind.UNTRUE: "dối",
    Kind.HANDED_OVER: "người",
    Kind.NOT_SETTLED: "dở",
    Kind.BUG: "lỗi",
    Kind.ORPHAN: "sót",
}
SIDE_TITLES: Mapping[Side, str] = {
    Side.NONE: "Cổng chạy tốt",
    Side.COMMIT: "Lúc nộp",
    Side.LIST: "Danh sách hồ sơ",
    Side.WIRE: "Đường mạng",
    Side.PAGE: "Trang bất kỳ",
    Side.CAPTCHA: "Mã xác nhận",
    Side.PAPERS: "Giấy tờ",
    Side.FORM: "Tờ khai",
    Side.HANDS: "Tay người khác",
}
END_TITLES: Mapping[str, str] = {
    "verified": "đã nộp, đã đối chiếu",
    "differs": "đã nộp, báo cổng lưu khác",
    "uncertain": "chưa rõ, giao cho người",
    "rejected": "bị từ chối",
    "failed": "dừng trước khi nộp",
    "needs_human": "cần người",
}


@dataclass(frozen=True, slots=True)
class Square:
    """One cell on the page: its look, what stands in it, what is told of it."""

    look: str
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One fault on the page; `side` is set on the first row of its kind only."""

    side: str | None
    name: str
    variants: str
    squares: tuple[Square, ...]


def write(
    played: Sequence[Played],
    again: Sequence[str],
    counts: Sequence[Counts],
    to: Path,
    missing: Sequence[str] = (),
) -> None:
    """Writes the page.

    Args:
        played: the cells.
        again: for each cell the command that plays it again.
        counts: the program's figures first, then those of others.
        to: the file.
        missing: faults that this mock does not have.
    """
    html = page_template("chaos", "heatmap.html.j2").render(
        columns=[kill.name for kill in KILLS],
        rows=_rows(played),
        counts=counts,
        kinds=KIND_TITLES,
        signs=KIND_SIGNS,
        ends=END_TITLES,
        reds=[(one, how) for one, how in zip(played, again, strict=True) if not one.is_good],
        allowed=[(f.name, f.ends) for f in FAULTS if f.ends],
        missing=missing,
    )
    to.write_text(html, "utf-8")


def _rows(played: Sequence[Played]) -> list[Row]:
    by_name: dict[str, list[Played]] = {}
    for one in played:
        by_name.setdefault(one.cell.name, []).append(one)
    seen = {one.cell.fault.name for one in played}
    rows, sides = [], set()
    for fault in FAULTS:
        if fault.name not in seen:
            continue
        side = None if fault.side in sides else SIDE_TITLES[fault.side]
        sides.add(fault.side)
        squares = tuple(_square(by_name.get(f"{fault.name}/{kill.name}", [])) for kill in KILLS)
        variants = " ".join(text for v in fault.variants if (text := str(v).lstrip("=,")))
        rows.append(Row(side, fault.name, variants, squares))
    return rows


def _square(played: Sequence[Played]) -> Square:
    if not played:
        return Square("empty", "", "không chạy / not played")
    found = sorted({f.kind for one in played for f in one.verdict.findings}, key=list(Kind).index)
    dossiers = sum(len(one.cell.tickets) for one in played)
    title = "\n".join(_told(one) for one in played)
    if found:
        return Square(found[0], KIND_SIGNS[found[0]], title)
    kills = all(one.kills for one in played) or played[0].cell.kill.name == "none"
    # Green, but paler where the moment of the kill never came.
    return Square("good" if kills else "untouched", str(dossiers), title)


def _told(one: Played) -> str:
    ends = ", ".join(f"{name}: {end}" for name, end in one.verdict.ends.items())
    lines = [
        f"{one.cell.fault.name}{one.cell.variant} / {one.cell.kill.name}",
        ends,
        f"{one.runs} lần chạy · {one.kills} lần giết · trục trặc xảy ra {one.struck} lần",
        f"{one.commits} yêu cầu nộp · {one.seconds:.0f} s",
    ]
    return "\n".join([*lines, *(f"{f.kind}: {f.why}" for f in one.verdict.findings)])
