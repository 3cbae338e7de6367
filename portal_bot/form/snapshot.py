"""What is on the screen: every control that can be seen, with its label as printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal_bot.form.text import label_key, squeeze

Cells = tuple[tuple["Control", ...], ...]


@dataclass(frozen=True, slots=True)
class Control:
    """One control as people see it.

    Attributes:
        handle: the number the script wrote on the element; it lives as long as the element.
        frame: the place of its frame in the page's list.
        titles: the titles of the blocks it stands in, outermost first.
        titled: whether the nearest block, not among them, has the control's own name for a title.
        names: under which the page sends it; several for a date in parts, a table.
        options: the texts to choose from; ``None`` when the list exists only while it is open.
        value: what it says; a tick is a bool, a table has its rows in ``cells``.
        model: the value the portal really keeps, where it is kept beside the visible one.
        multiple: whether it takes several values at once.
        order: of day, month and year where the box wants another than ours: ``mdy``, ``ymd``.
        library: what drew it, with its version where the page shows that.
        seen_into: false for what no script can look into.
    """

    handle: str
    frame: int
    kind: str
    label: str
    titles: tuple[str, ...] = ()
    titled: bool = False
    names: tuple[str, ...] = ()
    required: bool = False
    read_only: bool = False
    disabled: bool = False
    options: tuple[str, ...] | None = None
    has_blank: bool = True
    max_length: int | None = None
    minimum: str | None = None
    maximum: str | None = None
    columns: tuple[str, ...] = ()
    can_grow: bool = False
    needs_keys: bool = False
    multiple: bool = False
    order: str | None = None
    library: str | None = None
    seen_into: bool = True
    value: str | bool | tuple[str, ...] | None = field(default=None, repr=False)
    model: str | None = field(default=None, repr=False)
    cells: Cells = ()

    @property
    def section(self) -> str | None:
        """The block it stands in; of two nested ones the outer."""
        return self.titles[-2] if len(self.titles) > 1 else (self.titles or (None,))[0]

    @property
    def group(self) -> str | None:
        """The block inside the section: an address, a nested person."""
        return self.titles[-1] if len(self.titles) > 1 else None

    @property
    def editable(self) -> bool:
        """Whether a person could change it."""
        return not (self.read_only or self.disabled)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written, chosen or ticked."""
        return not self.value and all(cell.is_empty for row in self.cells for cell in row)

    @property
    def name(self) -> str:
        """Section, group and label as a message names them."""
        return " / ".join(part for part in (*self.titles[-2:], self.label) if part)

    def stands_in(self, section: str | None, group: str | None) -> bool:
        """Whether its block is the named one; no section named means any.

        A nested group is named with its outer one, ``"Người ký / Nơi cư trú"``.
        """
        titles = [label_key(title) for title in self.titles]
        if not group:
            nearest = [label_key(self.label)] if self.titled else titles[-1:]
            return not section or label_key(section) in {*titles[-1:], *nearest}
        return any(
            " / ".join(titles[start:]) == label_key(group)
            and (not section or label_key(section) in titles[:start])
            for start in range(len(titles))
        )

    def contract(self) -> dict[str, Any]:
        """The control without its value."""
        told: dict[str, Any] = {"label": squeeze(self.label), "kind": self.kind}
        told["titles"] = [squeeze(title) for title in self.titles]
        for flag in ("required", "read_only", "disabled"):
            if getattr(self, flag):
                told[flag] = True
        for fact in ("max_length", "minimum", "maximum"):
            if getattr(self, fact) is not None:
                told[fact] = getattr(self, fact)
        if self.options is not None:
            told["options"] = [squeeze(option) for option in self.options]
        if self.columns:
            told["columns"] = [squeeze(column) for column in self.columns]
        if self.cells:
            told["cells"] = [cell.contract() for cell in self.cells[0]]
        return told


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All controls of a page at one moment, in the order they stand."""

    controls: tuple[Control, ...]
    _by_label: dict[str, list[Control]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_label: dict[str, list[Control]] = {}
        for control in self.controls:
            by_label.setdefault(label_key(control.label), []).append(control)
        object.__setattr__(self, "_by_label", by_label)

    def __iter__(self) -> Iterator[Control]:
        return iter(self.controls)

    def __len__(self) -> int:
        return len(self.controls)

    def find(
        self, label: str, section: str | None = None, group: str | None = None
    ) -> list[Control]:
        """The controls of exactly this name; more than one is ambiguous."""
        named = self._by_label.get(label_key(label), ())
        return [control for control in named if control.stands_in(section, group)]

    def contract(self) -> list[dict[str, Any]]:
        """The form without anybody's values: what drift is measured against."""
        return [control.contract() for control in self.controls]


def snapshot_of(contract: Iterable[Mapping[str, Any]]) -> Snapshot:
    """A form as `Snapshot.contract` told of it, with nothing in it."""
    return Snapshot(tuple(_empty(place, told) for place, told in enumerate(contract)))


def _empty(place: int, told: Mapping[str, Any]) -> Control:
    # Nobody looks these up on a page.
    return Control(
        handle=f"kept-{place}",
        frame=0,
        kind=told["kind"],
        label=told["label"],
        titles=tuple(told["titles"]),
        required=told.get("required", False),
        read_only=told.get("read_only", False),
        disabled=told.get("disabled", False),
        options=None if told.get("options") is None else tuple(told["options"]),
        max_length=told.get("max_length"),
        minimum=told.get("minimum"),
        maximum=told.get("maximum"),
        columns=tuple(told.get("columns", ())),
        cells=(tuple(_empty(n, cell) for n, cell in enumerate(told["cells"])),)
        if told.get("cells")
        else (),
    )


def control_from(told: Mapping[str, Any], frame: int) -> Control:
    """A control as the script told of it."""
    return Control(
        handle=told["handle"],
        frame=frame,
        kind=told["kind"],
        label=squeeze(told["label"]),
        titles=tuple(told["titles"]),
        titled=bool(told.get("titled")),
        names=tuple(told.get("names", ())),
        required=bool(told["required"]),
        read_only=bool(told["readOnly"]),
        disabled=bool(told["disabled"]),
        options=None if told.get("options") is None else tuple(told["options"]),
        has_blank=told.get("hasBlank", True),
        max_length=told.get("maxLength"),
        minimum=told.get("minimum"),
        maximum=told.get("maximum"),
        columns=tuple(told.get("columns", ())),
        can_grow=bool(told.get("canGrow")),
        needs_keys=bool(told.get("keys")),
        multiple=bool(told.get("multiple")),
        order=told.get("order"),
        library=told.get("library"),
        seen_into=told.get("seenInto", True),
        value=tuple(told["value"]) if isinstance(told["value"], list) else told["value"],
        model=told.get("model"),
        cells=tuple(
            tuple(control_from(cell, frame) for cell in row) for row in told.get("cells", ())
        ),
    )


def snapshot_from(told: Iterable[tuple[int, Mapping[str, Any]]]) -> Snapshot:
    """One snapshot out of what each frame told."""
    return Snapshot(
        tuple(control_from(one, frame) for frame, seen in told for one in seen["controls"])
    )
