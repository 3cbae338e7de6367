"""Minutes that were saved: an estimate, and how it was made.

Nobody has measured a clerk at this desk. What is assumed stands here once, is printed with every
report, and is replaced by what a desk measured itself (`--hand-minutes`, `--tool-minutes`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from portal_bot import registry
from portal_bot.dossier.describe import required
from portal_bot.dossier.spec import walk

# In minutes: signing in, choosing the office, reading the review; one box that is always asked for;
# one paper to choose and wait for.
_EACH, _A_FIELD, _A_PAPER = 6.0, 0.25, 1.0
# What a person still does: look through the proof sheet, answer what only they may answer.
_WITH_TOOL = 4.0


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long a dossier takes by hand, and with this program.

    Attributes:
        by_hand: measured here, for every procedure; `None`: assumed, by the procedure's form.
        with_tool: what a person still spends on one; likewise.
    """

    by_hand: float | None = None
    with_tool: float | None = None

    def saved(self, slug: str) -> float | None:
        """Of one dossier of a procedure; `None`: the procedure is not known here."""
        by_hand = self.by_hand if self.by_hand is not None else _assumed(slug)
        left = self.with_tool if self.with_tool is not None else _WITH_TOOL
        return None if by_hand is None else max(0.0, by_hand - left)

    @property
    def how(self) -> str:
        """How it was made, for people."""
        hand = (
            f"tự gõ trên cổng: {_number(self.by_hand)} phút một hồ sơ (đo tại quầy)"
            if self.by_hand is not None
            else f"tự gõ trên cổng, giả định: {_number(_EACH)} phút đăng nhập, chọn cơ quan, xem "
            f"lại; {_number(_A_FIELD * 60)} giây mỗi ô bắt buộc; {_number(_A_PAPER)} phút mỗi giấy "
            "tờ bắt buộc"
        )
        left = self.with_tool if self.with_tool is not None else _WITH_TOOL
        source = "đo tại quầy" if self.with_tool is not None else "giả định"
        return (
            "Ước lượng, chưa phải số đo. Cách tính: mỗi hồ sơ đã nộp lấy thời gian tự gõ trừ thời "
            f"gian còn phải bỏ ra khi dùng chương trình. Thời gian {hand}. Thời gian còn phải bỏ "
            f"ra, {source}: {_number(left)} phút. Chỉ đếm ô và giấy tờ luôn bắt buộc, nên thường "
            "thấp hơn thực tế. Đo được tại quầy thì lập lại với --hand-minutes và --tool-minutes."
        )


@cache
def _assumed(slug: str) -> float | None:
    flow = registry.flow_of(slug)
    if flow is None:
        return None
    fields = sum(required(spec) is True for _, spec in walk(flow.declaration) if not spec.block)
    papers = sum(required(spec) is True for _, spec in walk(flow.papers) if not spec.block)
    return _EACH + _A_FIELD * fields + _A_PAPER * papers


def _number(value: float | None) -> str:
    return f"{value or 0:g}".replace(".", ",")
