"""The population base as the portal asks it: who somebody is, by number, name and birth date."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.responses import Response

from ...drafting import NOT_IN_POPULATION
from ...faults.national import PopulationAnswers
from ...people import Account
from ...units import OF_2025
from ...visits import Visit
from ...world import World
from .envelope import refused, told
from .vneid_modals import by_number, citizen

QUICKEST, SLOWEST = 2.0, 3.0
ISSUER = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
# What it tells of everybody unless it was told otherwise.
_USUAL = {
    "ethnicity": "01", "nationality": "VN", "paper_kind": "5", "paper_day": "2021-05-10",
    "paper_issuer": ISSUER, "residence_kind": "1", "place": "1",
}  # fmt: skip
_BA_NA = "13"


async def look_up(visit: Visit) -> Response:
    """Answers after two to three seconds: the person's data, nobody, or an error."""
    _ = citizen(visit)
    world, body = visit.world, visit.body
    fault = world.faults.any_of(PopulationAnswers, visit.step)
    how = fault.arg if fault else ""
    wait = 0.0 if world.settings.instant else world.rng.uniform(QUICKEST, SLOWEST)
    await asyncio.sleep(PopulationAnswers.slow_s if how == "slow" else wait)
    if how == "error":
        return refused(500, "CSDLDC_ERROR", "Không kết nối được CSDLQG về dân cư")
    person = known(world, str(body.get("code", "")))
    wanted = (_plain(str(body.get("name", ""))), _iso(str(body.get("birthDate", ""))))
    if person is None or how == "not_found":
        return refused(404, "NOT_FOUND", NOT_IN_POPULATION.partition(": ")[2].capitalize())
    if (_plain(person["full_name"]), person["birth_date"]) != wanted:
        return refused(404, "NOT_FOUND", "Thông tin công dân không khớp với CSDLQG về dân cư")
    if how == "other":
        person = {**person, "ethnicity": _BA_NA, "gender": "1" if person["gender"] == "2" else "2"}
    return told(person)


def known(world: World, number: str) -> dict[str, str] | None:
    """What the base holds of a number: of each account, and of those it was told of."""
    if added := world.population.get(number):
        return _whole(added)
    account = by_number(world, number)
    return None if account is None else facts_of(account)


def facts_of(account: Account) -> dict[str, str]:
    """The same facts of somebody with an account."""
    home = account.home(OF_2025)
    return _whole(
        {
            "citizen_id": account.citizen_id,
            "full_name": account.full_name,
            "birth_date": account.birth_date,
            "gender": "1" if account.sex == "Nam" else "2",
            "province": home["province"],
            "ward": home["district"],
            "detail": home["detail"],
        }
    )


def _whole(facts: Mapping[str, str]) -> dict[str, str]:
    usual = {"full_name": "", "birth_date": "", "gender": "1"}
    return {**usual, **_USUAL, "paper_number": facts["citizen_id"], **facts}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _iso(day: str) -> str:
    return "-".join(reversed(day.split("/")))
