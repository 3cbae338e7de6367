"""What has changed on a portal's form, and whether it still takes what we file.

Compared is what the engine itself goes by: a label is the same where `Snapshot.find` finds it, an
option where `places_of` does. So whatever is called cosmetic here is filled there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

from portal_bot.form.controls import kind_of
from portal_bot.form.snapshot import Control, Snapshot
from portal_bot.form.text import label_key, places_of, squeeze
from portal_bot.form.used_boxes import UsedBox

Weight = Literal["cosmetic", "additive", "breaking"]
# Of a hundred; from here on a box that is new looks like one that is gone.
_LIKE = 55


@dataclass(frozen=True, slots=True)
class Drift:
    """One thing that is not as it was known.

    Attributes:
        weight: *cosmetic*: filled as before; *additive*: more than we use; *breaking*: not filled,
            or not as meant, until a person has looked.
        what: the kind of change, one word for programs.
        where: section, group and label, as known.
        words: what changed, for people; labels and options only, never a value.
        path: the dossier's field; empty: none.
    """

    weight: Weight
    what: str
    where: str
    words: str
    path: str = ""


@dataclass(slots=True)
class _Comparing:
    """The form as it is now, beside what a flow uses and how the form was before."""

    uses: Sequence[UsedBox]
    seen: Snapshot
    kept: Snapshot | None
    whole: bool
    own: frozenset[str]
    taken: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)


def drifted(
    uses: Sequence[UsedBox],
    seen: Snapshot,
    *,
    kept: Snapshot | None = None,
    whole: bool = False,
    own: Iterable[str] = (),
) -> list[Drift]:
    """What is different on the form that is seen.

    Args:
        uses: the boxes that are filled there.
        seen: the form now.
        kept: the form as it was; `None`: only the flow says what there must be.
        whole: whether every driver was tried, so that every box was there to be seen.
        own: titles of blocks that the portal fills itself, of the account.
    """
    at = _Comparing(uses, seen, kept, whole, frozenset(label_key(title) for title in own))
    found: list[Drift] = []
    missing: list[UsedBox] = []
    for use in uses:
        now, before = _of(use, seen), _of(use, kept)
        at.known |= {id(one) for one in before}
        at.taken |= {id(one) for one in now}
        if len(now) == 1:
            found += _changes(use, before[0] if len(before) == 1 else None, now[0])
        elif now:
            told = f"có {len(now)} ô cùng tên, không biết ô nào"
            found.append(Drift("breaking", "twice", use.name, told, use.path))
        elif use.always or whole or (before and use.at_rest):
            missing.append(use)
    found += [_gone(use, at) for use in missing]
    found += _unused(at)
    if kept is not None and (moved := _moved(at)):
        found.append(moved)
    return found


def worst(found: Iterable[Drift]) -> Weight | None:
    """The heaviest of them; `None`: nothing changed."""
    weights = {one.weight for one in found}
    order: tuple[Weight, ...] = ("breaking", "additive", "cosmetic")
    return next((weight for weight in order if weight in weights), None)


def _of(use: UsedBox, form: Snapshot | None) -> list[Control]:
    return [] if form is None else form.find(use.label, use.section or None, use.group)


def _gone(use: UsedBox, at: _Comparing) -> Drift:
    """Renamed, if a box that nobody knows looks like it; else removed."""
    inner = (use.group or "").rpartition(" / ")[2]
    near = {label_key(title) for title in (use.section, inner) if title}
    strangers = [
        one
        for one in at.seen
        if id(one) not in at.taken
        and not _alike(one, at.kept)
        and (not near or near & set(_keys(one)))
    ]
    labels = {place: label_key(one.label) for place, one in enumerate(strangers)}
    likest = process.extractOne(
        label_key(use.label), labels, scorer=fuzz.WRatio, score_cutoff=_LIKE
    )
    if likest is None:
        told = "không còn ô này"
        if use.section and not any(label_key(use.section) in _keys(one) for one in at.seen):
            told = f"không còn mục “{use.section}”"
        return Drift("breaking", "removed", use.name, told, use.path)
    stranger = strangers[likest[2]]
    at.taken.add(id(stranger))
    told = f"có thể đã đổi tên thành “{stranger.label}”"
    return Drift("breaking", "renamed", use.name, told, use.path)


def _keys(control: Control) -> list[str]:
    return [label_key(title) for title in control.titles]


def _alike(control: Control, form: Snapshot | None) -> list[Control]:
    """What has its name and place on another reading of the form."""
    return [] if form is None else form.find(control.label, control.section, control.group)


def _unused(at: _Comparing) -> Iterator[Drift]:
    """Boxes that are not filled by us: new ones, and those that the portal had before."""
    for one in at.seen:
        if id(one) in at.taken:
            continue
        before = _alike(one, at.kept)
        at.known |= {id(each) for each in before}
        if before:
            if _demanded(one) and not before[0].required:
                yield Drift("breaking", "required", one.name, "nay bắt buộc, mà ta không điền")
            elif _face(one) != _face(before[0]):
                yield Drift("additive", "unused", one.name, "ô ta không dùng đã đổi")
        elif at.kept is None and at.own & set(_keys(one)):
            continue
        elif _demanded(one):
            yield Drift("breaking", "new_required", one.name, "ô mới bắt buộc, mà ta không điền")
        else:
            yield Drift("additive", "new", one.name, "ô mới, không bắt buộc")
    for gone in at.kept or ():
        if at.whole and id(gone) not in at.known:
            yield Drift("additive", "unused", gone.name, "không còn ô này; ta không dùng nó")


def _demanded(control: Control) -> bool:
    return control.required and control.editable and control.is_empty


def _face(control: Control) -> tuple[object, ...]:
    return kind_of(control).family, control.required, control.editable


def _changes(use: UsedBox, before: Control | None, now: Control) -> Iterator[Drift]:
    """What is different in a box that is filled."""

    def drift(weight: Weight, what: str, words: str) -> Drift:
        return Drift(weight, what, use.name, words, use.path)

    family = kind_of(now).family
    was = kind_of(before).family if before else None
    if family != was if was else family not in use.families:
        yield drift("breaking", "kind", f"nay là {_FACES[family]}")
        return
    yield from (drift(*told) for told in _rights(use, before, now))
    if family == "choice":
        yield from (drift(*told) for told in _options(use, before, now))
    if family == "table":
        yield from _columns(use, before, now)
    if before is None:
        return
    if (squeeze(before.label), before.titles) != (squeeze(now.label), now.titles):
        yield drift("cosmetic", "spelling", f"nay ghi “{now.name}”")
    if before.kind != now.kind:
        yield drift("cosmetic", "widget", "vẽ bằng loại ô khác, nghĩa như cũ")
    if _limits(before) != _limits(now):
        yield drift("additive", "limits", "đổi giới hạn của ô")


_FACES = {
    "text": "ô chữ",
    "number": "ô số",
    "date": "ô ngày",
    "choice": "ô chọn",
    "tick": "ô đánh dấu",
    "table": "bảng",
    "closed": "ô chọn tệp hoặc ô không nhìn được vào trong",
}
_Told = tuple[Weight, str, str]


def _limits(control: Control) -> tuple[object, ...]:
    return control.max_length, control.minimum, control.maximum


def _rights(use: UsedBox, before: Control | None, now: Control) -> Iterator[_Told]:
    """Whether it must be filled, and whether it can be."""
    if before and before.editable and not now.editable and not use.level:
        yield "breaking", "read_only", "nay chỉ đọc"
    # Of what was not known before, only what nobody can fill is told.
    if now.required and not (before and before.required):
        if not use.always and use.at_rest and _demanded(now):
            yield "breaking", "required", "nay bắt buộc, mà hồ sơ được bỏ trống"
        elif before:
            # A star is a mark like any other, as long as there is something to put there.
            yield "cosmetic", "required", "nay bắt buộc; ta luôn điền"
    if before and before.required and not now.required:
        yield "cosmetic", "optional", "nay không bắt buộc"


def _options(use: UsedBox, before: Control | None, now: Control) -> Iterator[_Told]:
    """Whether a dossier's choices are still offered; a list that fills later says nothing yet."""
    earlier = (before.options if before else None) or ()
    if use.level or now.options is None:
        return
    if not now.options:
        if earlier:
            yield "breaking", "options", "danh sách nay trống"
        return
    wanted = use.options if use.options is not None else earlier
    for one in dict.fromkeys(wanted):
        there, once = len(places_of(one, now.options)), len(places_of(one, earlier))
        # A list that named it twice before did so for both.
        if there != 1 and there != once:
            told = f"có {there} lựa chọn" if there else "không còn lựa chọn"
            yield "breaking", "options", f"{told} “{one}”"
    if before:
        yield from _other_options(wanted, earlier, now.options)


def _other_options(
    wanted: Sequence[str], before: Sequence[str], now: Sequence[str]
) -> Iterator[_Told]:
    for one in now:
        places = places_of(one, before)
        if not places:
            yield "additive", "option", f"thêm lựa chọn “{one}”"
        elif squeeze(before[places[0]]) != squeeze(one):
            yield "cosmetic", "spelling", f"lựa chọn “{before[places[0]]}” nay ghi “{one}”"
    for one in before:
        if one not in wanted and not places_of(one, now):
            yield "additive", "option", f"bớt lựa chọn “{one}”, ta không dùng"


def _columns(use: UsedBox, before: Control | None, now: Control) -> Iterator[Drift]:
    """A table's columns, and the boxes of its first row, each as any other box."""
    columns = [label_key(column) for column in now.columns]
    gone = [cell for cell in use.columns if columns.count(label_key(cell.label)) != 1]
    for cell in gone:
        told = f"bảng không có đúng một cột “{cell.label}”"
        yield Drift("breaking", "columns", use.name, told, use.path)
    if not now.cells:
        return
    # Cells lie in the table's own blocks; of the first row they are told apart by their heading.
    row = Snapshot(now.cells[0])
    earlier = Snapshot(before.cells[0]) if before and before.cells else None
    for one in drifted([c for c in use.columns if c not in gone], row, kept=earlier):
        where = f"{use.name} / {one.where.rpartition(' / ')[2]}"
        yield Drift(one.weight, one.what, where, one.words, one.path or use.path)


def _moved(at: _Comparing) -> Drift | None:
    """Whether the boxes that are there as before stand in another order."""
    now = {id(one): place for place, one in enumerate(at.seen)}
    places = [now[id(found[0])] for one in at.kept or () if len(found := _alike(one, at.seen)) == 1]
    if places == sorted(places):
        return None
    return Drift("cosmetic", "order", "", "thứ tự các ô đã đổi")
