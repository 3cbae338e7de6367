"""What is seen and cannot be filled: refused by name, never passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal_bot.dossier.entries import Value
from portal_bot.form.controls.kind import ControlKind
from portal_bot.form.snapshot import Control

if TYPE_CHECKING:
    from portal_bot.form.hand import Hand


class _Unfilled(ControlKind):
    family = "closed"
    why: str

    def problem(self, control: Control, value: Value) -> str | None:
        return None if value is None else self.why

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        """Stays as it is; the proof tells."""


class File(_Unfilled):
    """A box for files: papers have a way of their own."""

    name = "file"
    why = "là ô chọn tệp, không điền bằng chữ được"


class Closed(_Unfilled):
    """A component that draws itself where nobody can look: a closed shadow root, a canvas."""

    name = "closed"
    why = "là loại ô chưa điền được: không nhìn được vào trong"
