"""The commit's answer is lost, and the account's list prints what it holds in another way."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.attacks.attack import Attack, attacked, in_rows, judge, listed
from tests.support.mock import MockPortal

HEADS = ("Số hồ sơ", "Thủ tục", "Chủ hồ sơ", "Ngày nộp", "Trạng thái")
EMPTY = (
    "<h2>Hồ sơ năm trước</h2><table><thead><tr>"
    + "".join(f"<th>{head}</th>" for head in HEADS)
    + "</tr></thead><tbody></tbody></table>"
)
NUMBER = r"(H\d\d[\w.]*)-(\d{6})-(\d{4,})"


def rows_away(put: str) -> Attack:
    """The rows are not in the page's tables any more."""
    return listed(lambda t: re.sub(r"<tr data-number=.*?</tr>", put, t, flags=re.DOTALL))


SHAPES: dict[str, Callable[[], Attack]] = {
    "masked owner": lambda: in_rows(r'(data-heading="Chủ hồ sơ">)[^<]+', r"\1N***** V** T**"),
    "extra cell": lambda: in_rows(
        r'(<span class="status">[^<]*</span></td>)', r"\1<td><a href='#'>In</a></td>"
    ),
    "two tables": lambda: listed(
        lambda t: re.sub(r'(<div class="scroll">\s*<table[^>]*id="dsHoSo")', rf"{EMPTY}\1", t)
    ),
    "nobody's rows": lambda: rows_away('<tr><td colspan="5">Chưa có hồ sơ nào</td></tr>'),
    "rows that come later": lambda: rows_away('<tr class="loading"><td>Đang tải…</td></tr>'),
    "no table": lambda: listed(
        lambda t: re.sub(r"<table.*?</table>", "<p>Chưa có hồ sơ nào</p>", t, flags=re.DOTALL)
    ),
    "cut numbers": lambda: in_rows(NUMBER, r"\1-\2-…"),
    "numbers in parts": lambda: in_rows(f">{NUMBER}<", r">\1<wbr>-\2<wbr>-\3<"),
    "soft numbers": lambda: in_rows(f">{NUMBER}<", "><b>\\1</b>\u00ad-\\2-\u200b\\3<"),
    "no links": lambda: in_rows(r'<a href="[^"]*/ca-nhan/ho-so/[^"]*">([^<]*)</a>', r"\1"),
    "last year's days": lambda: in_rows(r"/2026", "/2025"),
    "another account's list": lambda: listed(
        lambda t: re.sub(
            r"<section class=.panel.><h2 class=.panel-title.>Hồ sơ đang soạn.*?</section>",
            "",
            re.sub(r"<tr data-number=.*?</tr>", "", t, flags=re.DOTALL),
            flags=re.DOTALL,
        )
    ),
    "more pages than told": lambda: listed(
        lambda t: re.sub(
            r"<tr data-number=.*?</tr>",
            "",
            t.replace("Trang 1/1", "Trang 1/3"),
            flags=re.DOTALL,
        )
    ),
    "a sum that is not there": lambda: listed(
        lambda t: re.sub(r"<tr data-number=.*?</tr>", "", t, flags=re.DOTALL).replace(
            'data-total="1"', 'data-total="0"'
        )
    ),
    "in a frame": lambda: listed(
        lambda t: re.sub(r"<table.*?</table>", "<iframe srcdoc='x'></iframe>", t, flags=re.DOTALL)
    ),
    "another procedure's name": lambda: in_rows(r'(data-heading="Thủ tục"[^>]*>)[^<]+', r"\1TTHC"),
    "columns turned": lambda: listed(
        lambda t: (
            t.replace(">Số hồ sơ</th>", ">X</th>")
            .replace(">Trạng thái</th>", ">Số hồ sơ</th>")
            .replace(">X</th>", ">Trạng thái</th>")
        )
    ),
}
KEPT = {"extra cell"}


@pytest.mark.parametrize(
    "shape", [s if s in KEPT else pytest.param(s, marks=pytest.mark.thorough) for s in SHAPES]
)
async def test_a_lost_answer_is_never_made_a_second_filing(
    mock: MockPortal, tmp_path: Path, shape: str
) -> None:
    reports = await attacked(mock, tmp_path, SHAPES[shape](), times=2)
    judge(mock, reports, tmp_path)
    assert len(mock.commits()) == 1
