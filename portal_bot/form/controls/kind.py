"""What every kind of control can do: refuse a value, take it, and tell whether it took."""

from __future__ import annotations

from abc import ABC
from typing import TYPE_CHECKING, ClassVar, Literal

from portal_bot.dossier.entries import Value
from portal_bot.form.snapshot import Control
from portal_bot.form.values import in_order, printed, same_text

# Filled, filled again, then by hand: `Filling.run` knows no fourth attempt.
LAST = 3

if TYPE_CHECKING:
    from portal_bot.form.hand import Hand


Family = Literal["text", "number", "date", "choice", "tick", "table", "closed"]


class ControlKind(ABC):
    """One kind of control; what it looks like stands in the script beside the class.

    Attributes:
        name: the script's word for it.
        family: what a person would call it: kinds of one family are two ways to draw the same.
        keys: it believes only real keys and clicks.
        waits: its list may come late.
    """

    name: ClassVar[str]
    family: ClassVar[Family] = "text"
    keys: ClassVar[bool] = False
    waits: ClassVar[bool] = False

    def problem(self, control: Control, value: Value) -> str | None:
        """Why this control can never take this value, in Vietnamese and without the value."""
        if isinstance(value, tuple):
            rows = not all(isinstance(one, str) for one in value)
            return "không phải là bảng" if rows else "chỉ nhận một giá trị"
        return None

    def wanted(self, control: Control, value: Value) -> str | bool | list[str]:
        """The value as the script sets it."""
        return in_order(printed(value), control.order)

    def found(self, control: Control) -> str:
        """What the control says, for the proof sheet."""
        return printed(control.value)

    def equal(self, control: Control, value: Value) -> bool:
        """Whether the control says this value."""
        return same_text(value, self.found(control))

    def doubt(self, control: Control, value: Value) -> str | None:
        """Why nobody can tell whether it says this value, in a word or two."""
        return None

    async def by_hand(
        self, hand: Hand, control: Control, value: Value, *, attempt: int = 1
    ) -> None:
        """Sets it with real keys and clicks; at the last attempt as slowly as a person."""
        await hand.type(control, in_order(printed(value), control.order), slowly=attempt == LAST)
