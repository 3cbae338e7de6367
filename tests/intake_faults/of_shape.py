"""The shape of a dossier: what must be there, what may not, and where it belongs."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from portal_bot.dossier.block import Block
from portal_bot.dossier.model import Dossier
from portal_bot.dossier.spec import Spec, specs
from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.samples import Changed, Sample, Way, changed

fault, right = kinds_of("shape")
FILE = ("file",)
_PLACES = frozenset(("locality", "address", "agency"))


def dotted(*way: str | int) -> str:
    return ".".join(map(str, way))


def _required(sample: Sample) -> list[tuple[Way, Spec]]:
    """What the form marks as required without a condition, and is neither taken from elsewhere."""
    return [
        ((*way, spec.name), spec)
        for way, cls, said in sample.blocks()
        for spec in specs(cls)
        if spec.required and spec.name in said and not _comes_by_itself(spec, cls)
    ]


def _comes_by_itself(spec: Spec, cls: type[Block]) -> bool:
    meta = spec.meta
    return bool(
        meta.same_as
        or meta.words_of
        or meta.level in {0, 1}
        or (cls is Dossier and spec.name == "procedure")
    )


@fault.dossier()
def something_required_is_missing(sample: Sample, dice: Random) -> Changed | None:
    found = [way for way, spec in _required(sample) if not spec.block and not spec.row]
    return _without(sample, found, dice)


@fault.dossier()
def something_required_is_blank(sample: Sample, dice: Random) -> Changed | None:
    found = [way for way, spec in _required(sample) if not spec.block and not spec.row]
    if not found:
        return None
    way = dice.choice(found)
    return Changed(changed(sample.data, way, dice.choice((" ", "\u00a0", "  "))), (dotted(*way),))


@fault.dossier()
def a_whole_section_is_missing(sample: Sample, dice: Random) -> Changed | None:
    found = [
        w for w, spec in _required(sample) if spec.block and not _is_left_out_often(sample, w, spec)
    ]
    return _without(sample, found, dice)


def _is_left_out_often(sample: Sample, way: Way, spec: Spec) -> bool:
    """All that it says may be taken from the applicant, or it is told field by field."""
    inner = spec.block
    assert inner is not None
    return not any(
        each.required and not _comes_by_itself(each, inner) for each in specs(inner)
    ) or (any(each.meta.same_as for each in specs(inner)))


def _without(sample: Sample, found: list[Way], dice: Random) -> Changed | None:
    if not found:
        return None
    way = dice.choice(found)
    return Changed(changed(sample.data, way, None), (dotted(*way),))


@fault.dossier()
def something_conditional_is_missing(sample: Sample, dice: Random) -> Changed | None:
    found = [
        (*way, spec.name)
        for way, cls, said in sample.blocks()
        for spec in specs(cls)
        if spec.meta.when and spec.name in said and not spec.row and not spec.meta.present_only
    ]
    return _without(sample, found, dice)


@fault.dossier()
def something_is_said_that_does_not_apply(sample: Sample, dice: Random) -> Changed | None:
    """The section of another sample, where the condition does not hold here."""
    from tests.intake_faults.samples import samples  # the sample's own siblings

    given: dict[Way, Any] = {}
    for other in samples(sample.slug, sample.folder):
        for way, cls, said in other.blocks():
            given |= {
                (*way, s.name): said[s.name] for s in specs(cls) if s.meta.when and s.name in said
            }
    found = [
        (*way, spec.name)
        for way, cls, said in sample.blocks()
        for spec in specs(cls)
        if spec.meta.when and spec.name not in said and (*way, spec.name) in given
    ]
    if not found:
        return None
    way = dice.choice(found)
    return Changed(changed(sample.data, way, given[way]), (dotted(*way),))


@fault.dossier(ways=FILE)
def a_key_that_is_none(sample: Sample, dice: Random) -> Changed:
    way, _cls, _said = dice.choice(list(sample.blocks()))
    key = dice.choice(("so_dien_thoai", "ghi_chu", "comment", "họ tên", "status", "fee", "files"))
    return Changed(changed(sample.data, (*way, key), "x"), (dotted(*way, key),))


@fault.dossier(ways=FILE)
def a_letter_of_a_key_is_wrong(sample: Sample, dice: Random) -> Changed | None:
    """Told at the key that is none, or at the one that is missing."""
    found = [way for way, spec in _required(sample) if len(spec.name) > 4]
    if not found:
        return None
    *around, name = way = dice.choice(found)
    assert isinstance(name, str)
    at = dice.randrange(1, len(name) - 1)
    wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    if wrong == name:
        return None
    data = _renamed(sample.data, way, wrong)
    return Changed(data, (dotted(*around, wrong),))


def _renamed(data: dict[str, Any], way: Way, key: str) -> dict[str, Any]:
    new: dict[str, Any] = copy.deepcopy(data)
    inner: Any = new
    for name in way[:-1]:
        inner = inner[name]
    inner[key] = inner.pop(way[-1])
    return new


@fault.dossier(ways=FILE)
def a_section_in_the_wrong_place(sample: Sample, dice: Random) -> Changed | None:
    sections = [
        n
        for n, v in sample.data["declaration"].items()
        if isinstance(v, dict) and n not in sample.data
    ]
    if not sections:
        return None
    name = dice.choice(sections)
    data = copy.deepcopy(sample.data)
    data[name] = data["declaration"].pop(name)
    return Changed(data, (name,))


@fault.dossier(ways=FILE)
def a_list_where_one_value_belongs(sample: Sample, dice: Random) -> Changed:
    spot = dice.choice(sample.spots())
    return Changed(changed(sample.data, spot.way, [spot.text, spot.text]), (spot.field,))


@fault.dossier(ways=FILE)
def a_group_where_one_value_belongs(sample: Sample, dice: Random) -> Changed:
    spot = dice.choice(sample.spots())
    return Changed(changed(sample.data, spot.way, {"value": spot.text}), (spot.field,))


@fault.dossier(ways=FILE)
def a_text_where_a_group_belongs(sample: Sample, dice: Random) -> Changed:
    ways = [way for way, _cls, _said in sample.blocks() if way and way != ("declaration",)]
    way = dice.choice([way for way in ways if isinstance(way[-1], str)])
    return Changed(changed(sample.data, way, "như trên"), (dotted(*way),))


@fault.dossier(ways=FILE)
def a_group_where_a_list_belongs(sample: Sample, dice: Random) -> Changed | None:
    found = [
        (*w, s.name)
        for w, cls, said in sample.blocks()
        for s in specs(cls)
        if s.row and said.get(s.name)
    ]
    if not found:
        return None
    way = dice.choice(found)
    return Changed(changed(sample.data, way, {"first": "như trên"}), (dotted(*way),))


@fault.dossier(ways=FILE)
def a_procedure_that_is_none(sample: Sample, dice: Random) -> Changed:
    name = dice.choice(
        ("khai_sinh_moi_nhat", "9.999999", "dang ky xe", "birth_registrations_x", "")
    )
    return Changed(changed(sample.data, ("procedure",), name), ("procedure",))


@fault.dossier()
def a_table_with_fewer_rows_than_the_form_asks(sample: Sample, dice: Random) -> Changed | None:
    return _rows(sample, dice, few=True)


@fault.dossier(ways=FILE)
def a_table_with_more_rows_than_the_form_takes(sample: Sample, dice: Random) -> Changed | None:
    return _rows(sample, dice, few=False)


def _rows(sample: Sample, dice: Random, *, few: bool) -> Changed | None:
    found = []
    for way, cls, said in sample.blocks():
        for spec in specs(cls):
            limit = spec.meta.minimum if few else spec.meta.maximum
            if spec.row and limit and said.get(spec.name) and (not few or limit > 1):
                found.append(((*way, spec.name), said[spec.name], limit))
    if not found:
        return None
    way, rows, limit = dice.choice(found)
    size = limit - 1 if few else limit + 1
    many = [copy.deepcopy(rows[n % len(rows)]) for n in range(size)]
    return Changed(changed(sample.data, way, many), (dotted(*way),))


@right.dossier(ways=FILE)
def keys_in_another_order(sample: Sample, dice: Random) -> Changed:
    return Changed(_shuffled(sample.data, dice))


def _shuffled(value: Any, dice: Random) -> Any:
    if isinstance(value, dict):
        names = list(value)
        dice.shuffle(names)
        return {name: _shuffled(value[name], dice) for name in names}
    return [_shuffled(each, dice) for each in value] if isinstance(value, list) else value


@right.dossier(ways=FILE)
def what_is_left_out_is_said_to_be_nothing(sample: Sample, dice: Random) -> Changed | None:
    found = [
        (*w, s.name)
        for w, cls, said in sample.blocks()
        for s in specs(cls)
        if s.optional and s.name not in said
    ]
    if not found:
        return None
    return Changed(changed(sample.data, dice.choice(found), dice.choice(("", " "))))


@right.dossier()
def what_only_repeats_the_applicant_is_left_out(sample: Sample, dice: Random) -> Changed | None:
    found = [
        spot.way
        for spot in sample.spots()
        if (path := spot.spec.meta.same_as)
        and sample.data["applicant"].get(path.removeprefix("applicant.")) == spot.text
    ]
    return Changed(changed(sample.data, dice.choice(found), None)) if found else None


@right.dossier(same=False)
def a_day_is_not_spelled_out(sample: Sample, dice: Random) -> Changed | None:
    found = [spot.way for spot in sample.spots() if spot.type == "words"]
    return Changed(changed(sample.data, dice.choice(found), None)) if found else None


@right.dossier(same=False)
def who_was_on_duty_is_left_out(sample: Sample, _dice: Random) -> Changed | None:
    return Changed(changed(sample.data, ("desk",), None)) if "desk" in sample.data else None


@right.dossier(same=False)
def when_consent_was_given_is_left_out(sample: Sample, _dice: Random) -> Changed:
    return Changed(changed(sample.data, ("consent", "at"), None))
