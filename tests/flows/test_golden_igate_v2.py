"""The same dossiers at the successor product: the goldens, but for what is the portal's own.

That is its blocks around the declaration, its numbers and offices, the units since 2025, and how it
spells a people.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from mock_portal.units import OF_2025, now_in, path_by_names
from portal_bot import aio, clock
from portal_bot.checking import check_paths
from portal_bot.form.text import same_name
from portal_bot.portals.profile import load
from tests.flows.test_golden import DOSSIERS, named
from tests.portal.v2 import why_not
from tests.support.days import moment_of
from tests.support.fixtures import BIRTH
from tests.support.mock import MockPortal, running_mock

PROVINCE, DISTRICT, WARD = "Tỉnh/Thành phố", "Quận/Huyện", "Phường/Xã"
OWN = ("Thông tin người nộp hồ sơ", "Thông tin chủ hồ sơ", "Thông tin chung", "Phần I")
ASKED = {"split_commune", "successor_unknown", "mixed_years"}


@pytest.fixture(scope="module")
def v2_mock() -> Iterator[MockPortal]:
    if reason := why_not():
        pytest.skip(reason)
    with running_mock("--pace", "instant", "--seed", "1", "--platform", "igate_v2") as portal:
        yield portal


def asked_first(path: Path) -> set[str]:
    """What the units since 2025 ask before it is filed: who lives in a split commune says which."""
    (checked,) = check_paths([path], today=moment_of(path).date(), office=load("mock_v2").office)
    return {problem.code for problem in checked.problems if problem.severity == "error"}


@pytest.mark.browser
@pytest.mark.in_turn(40)
@pytest.mark.parametrize("path", DOSSIERS, ids=named)
async def test_the_successor_stored_what_the_golden_says(
    path: Path,
    v2_mock: MockPortal,
    one_browser: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = asked_first(path)
    assert asked <= ASKED
    monkeypatch.setenv("PORTAL_BOT_PASSWORD", "Mat-khau-123")
    moment = moment_of(path)
    v2_mock.reset()
    v2_mock.post("/clock", now=moment.isoformat(), ticking=False)
    with clock.at(moment):
        report = await aio.submit(
            [path], portal="mock_v2", portal_url=v2_mock.address, home=tmp_path
        )
    if asked:
        assert v2_mock.submissions() == []
        return
    (filing,) = report.filings
    assert (filing.state, filing.error) == ("verified", None)
    (stored,) = v2_mock.submissions()
    golden = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    assert declared(stored["fields"]) == spelled(since_2025(declared(golden["fields"])), stored)
    same = ("procedure", "code", "account", "papers", "fee", "payment", "received_at", "due_at")
    assert {key: stored[key] for key in same} == {key: golden[key] for key in same}
    way = dict(golden["delivery"])
    if "address" in way:
        old = way["address"]
        province, ward = moved(old["province"], old["district"], old["commune"])
        way["address"] = {"province": province, "district": ward, "detail": old["detail"]}
    assert stored["delivery"] == way


@pytest.mark.browser
@pytest.mark.parametrize(
    "device", ["iPad Mini", pytest.param("iPhone 13", marks=pytest.mark.thorough)]
)
async def test_on_a_narrow_screen_the_form_is_filled_and_not_its_hidden_copy(
    v2_mock: MockPortal, tmp_path: Path, device: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_BOT_PASSWORD", "Mat-khau-123")
    v2_mock.reset()
    report = await aio.fill(
        [BIRTH], portal="mock_v2", portal_url=v2_mock.address, home=tmp_path, device=device
    )
    assert (report.exit_code, report.filings[0].error) == (0, None)


def declared(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Without the portal's own blocks."""
    return {key: value for key, value in fields.items() if not key.startswith((*OWN, "Phần "))}


def since_2025(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The units of 2022 as those that took them over."""
    found = dict(fields)
    for key in [key for key in fields if key.endswith(f" / {DISTRICT}")]:
        group = key.removesuffix(DISTRICT)
        old = [found.pop(group + level) for level in (PROVINCE, DISTRICT, WARD)]
        found[group + PROVINCE], found[group + WARD] = moved(*old)
    return found


def moved(province: str, district: str, commune: str) -> tuple[str, str]:
    path = now_in(path_by_names(province, district, commune), OF_2025)
    return OF_2025.name_of(path[0]), OF_2025.name_of(*path)


def spelled(fields: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """A people or a nation by the name that this portal has for it."""
    shown = stored["fields"]
    return {
        key: shown[key]
        if isinstance(value, str)
        and isinstance(shown.get(key), str)
        and same_name(value, shown[key])
        else value
        for key, value in fields.items()
    }
