"""Options, places and peoples: what the form lists, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from portal_bot.dossier.block import Block
from portal_bot.dossier.spec import specs, walk
from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.samples import Cell, Changed, Sample, Spot, changed

fault, right = kinds_of("choices")
_UNITS = Path(__file__).parents[2] / "mock_portal" / "data" / "units.json"
_HOME = "Tỉnh Phú Yên"


@cache
def communes() -> tuple[tuple[str, str], ...]:
    """District and commune of the home province, as the portal's own lists have them."""
    said = json.loads(_UNITS.read_text("utf-8"))["provinces"]
    (home,) = [province for province in said if province["name"] == _HOME]
    districts: list[dict[str, Any]] = home["districts"]
    return tuple((d["name"], c["name"]) for d in districts for c in d["communes"])


def _bare(name: str) -> str:
    """Without the kind of unit."""
    for kind in ("Thành phố ", "Thị xã ", "Huyện ", "Phường ", "Thị trấn ", "Xã "):
        name = name.removeprefix(kind)
    return name.casefold()


def _at_home(spot: Spot) -> bool:
    return str(spot.beside.get("province") or _HOME) in {_HOME, "Phú Yên"}


@fault.value("choice", "yes_no")
def an_option_that_nobody_offers(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("Không thuộc danh sách", "mục khác nữa", "tùy", "999", "như lần trước"))


@fault.value("choice")
def two_options_at_once(spot: Spot, _dice: Random) -> str | None:
    options = list(spot.spec.choice or ())
    return f"{options[0].label}; {options[1].label}" if len(options) > 1 else None


@fault.value("choice")
def half_of_an_option(spot: Spot, dice: Random) -> str | None:
    options = list(spot.spec.choice or ())
    said = {option.label.casefold() for option in options} | {str(o) for o in options}
    halves = [o.label[: len(o.label) // 2].strip() for o in options if len(o.label) > 12]
    new = [half for half in halves if half.casefold() not in said]
    return dice.choice(new) if new else None


@fault.value("yes_no", "tick", "confirmed")
def neither_yes_nor_no(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("có thể", "2", "sẽ bổ sung", "?", "có/không", "yn"))


@fault.value("confirmed")
def what_must_be_confirmed_is_not(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("false", "Không", "no", "0"))


@fault.value("ethnicity")
def a_people_that_is_none(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("Phú Yên", "Tày, Nùng", "người Bắc", "Sao Hỏa", "Việt Kiều Mỹ"))


@fault.value("nationality")
def a_nationality_that_is_none(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("Phú Yên", "Châu Âu", "Việt Nam và Mỹ", "Ba Tư Cổ", "không nhớ rõ"))


@fault.value("province")
def a_province_that_is_none(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("Tỉnh Hòa Thành", "Tỉnh Sài Gòn Mới", "miền Trung", "Tỉnh 78"))


@fault.value("district")
def a_district_of_another_province(spot: Spot, dice: Random) -> str | None:
    return (
        dice.choice(("Quận Ba Đình", "Huyện Củ Chi", "Thành phố Vinh")) if _at_home(spot) else None
    )


@fault.value("commune")
def a_commune_that_is_none(spot: Spot, dice: Random) -> str | None:
    return dice.choice(("Xã Hòa Không Có", "Phường 99", "Xã Mặt Trăng")) if _at_home(spot) else None


@fault.value("commune")
def a_commune_of_another_district(spot: Spot, dice: Random) -> str | None:
    district = spot.beside.get("district")
    if not district or not _at_home(spot):
        return None
    inside = {_bare(name) for of, name in communes() if _bare(of) == _bare(district)}
    others = [n for of, n in communes() if _bare(of) != _bare(district) and _bare(n) not in inside]
    return dice.choice(others)


@fault.value("commune")
def a_unit_of_2025(spot: Spot, dice: Random) -> str | None:
    """Nghị quyết 1660/NQ-UBTVQH15: there was none of this name in 2022."""
    return (
        dice.choice(("Phường Tuy Hòa", "Phường Phú Yên", "Phường Bình Kiến"))
        if _at_home(spot)
        else None
    )


@fault.value("commune")
def a_name_that_several_communes_have(spot: Spot, _dice: Random) -> str | None:
    names = [_bare(name) for _of, name in communes()]
    if spot.beside.get("district") or not _at_home(spot):
        return None
    return next((name for name in names if names.count(name) > 1), "").title() or None


@fault.cell("person_name", "commune", "text")
def true_or_false_where_words_belong(spot: Spot, dice: Random) -> Cell:
    del spot
    return Cell(dice.choice((True, False)))


@right.value("choice", "yes_no")
def the_label_or_the_code_of_it(spot: Spot, dice: Random) -> str | None:
    said = spot.text.casefold()
    for option in spot.spec.choice or ():
        if said in {str(option).casefold(), option.label.casefold()}:
            return dice.choice(
                (str(option), option.label, option.label.upper(), f" {option.label} ")
            )
    return None


@right.cell("tick", "confirmed", "yes_no")
def true_or_false_as_a_spreadsheet_keeps_it(spot: Spot, _dice: Random) -> Cell | None:
    said = spot.text.casefold()
    if said not in {"true", "yes", "có", "false", "no", "không"}:
        return None
    return Cell(said in {"true", "yes", "có"})


@right.value("tick", "confirmed")
def yes_in_another_word(spot: Spot, dice: Random) -> str | None:
    if spot.text.casefold() not in {"true", "yes", "có"}:
        return None
    return dice.choice(("có", "Có", "CÓ", "x", "yes", "true", "đồng ý"))


@right.value("commune", "district", "province")
def without_the_kind_of_unit(spot: Spot, _dice: Random) -> str | None:
    bare = _bare(spot.text.removeprefix("Tỉnh "))
    alike = [name for _of, name in communes() if _bare(name) == bare]
    if bare.isdigit() or (spot.type == "commune" and len(alike) != 1) or not _at_home(spot):
        return None
    return spot.text[-len(bare) :]


@right.value("commune", "district", "province", "ethnicity", "nationality")
def in_capitals_or_small(spot: Spot, dice: Random) -> str | None:
    return dice.choice((spot.text.upper(), spot.text.lower())) if _at_home(spot) else None


@right.value("commune", "district", "detail", same=False)
def the_tone_where_the_other_school_puts_it(spot: Spot, _dice: Random) -> str | None:
    new = spot.text.replace("òa", "oà").replace("óa", "oá")
    return new if new != spot.text and _at_home(spot) else None


@right.dossier(same=False)
def each_option_of_a_list(sample: Sample, dice: Random) -> Changed | None:
    """Of lists that ask for nothing more whichever is chosen."""
    free = [
        spot for spot in sample.spots() if spot.spec.choice and not _is_asked_about(sample, spot)
    ]
    if not free:
        return None
    spot = dice.choice(free)
    option = dice.choice(list(spot.spec.choice or ()))
    return Changed(changed(sample.data, spot.way, dice.choice((str(option), option.label))))


# Other fields, rules and papers depend on them; or on each other, as the law has it.
_ASKED = frozenset(("gender", "method", "sign_in", "id_type", "rule"))


def _is_asked_about(sample: Sample, spot: Spot) -> bool:
    return (
        spot.spec.meta.driver
        or spot.way[-1] in _ASKED
        or str(spot.way[-1]).endswith("_id_type")
        or any(path.rpartition(".")[2] == spot.way[-1] for path in _conditions(sample))
    )


def _ruled(block: type[Block]) -> Iterator[str]:
    for rule in block.rules:
        yield from (*rule.fields, *rule.mentions)
    for spec in specs(block):
        if inner := spec.block or spec.row:
            yield from _ruled(inner)


def _conditions(sample: Sample) -> Iterator[str]:
    yield from _ruled(sample.flow.declaration)
    for _path, spec in walk(sample.flow.declaration):
        yield from spec.meta.when or ()
    for spec in specs(sample.flow.papers):
        yield from spec.meta.when or ()
