"""What the mock of the national portal publishes, pulled and laid beside our facts."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from portal_bot import registry, settings
from portal_bot.batch.known_forms import changed_forms
from portal_bot.catalogue.editions import Edition, edition_2026
from portal_bot.cli.app import main
from portal_bot.errors import PortalUnavailable
from portal_bot.portals.profile import Portal
from portal_bot.published.comparing import Beside, Compared
from portal_bot.published.form_check import FormChanged
from portal_bot.published.known_form import keep_form
from portal_bot.published.public_interface import Interface, opened
from portal_bot.published.pulling import PullStep, Walk, pull
from portal_bot.published.shelf import Shelf
from tests.support.mock import MockPortal

BIRTH, DEATH, EXTRACT = "birth_registration", "death_registration", "civil_status_extract_copy"
PHU_YEN = "Phường Phú Yên"
# What is switched on; what it is called; the weight; a word that must be said.
DRIFTS = {
    "renamed": ("renamed", "breaking", "đổi tên"),
    "retyped": ("retyped", "breaking", "nay là"),
    "relabelled": ("relabelled", "breaking", "theo giấy tờ"),
    "required": ("added_required", "breaking", "bắt buộc"),
    "added": ("added", "additive", "không bắt buộc"),
    "form_version": ("form_version", "additive", "phiên bản"),
    "online_level": ("online_level", "additive", "một phần"),
    "others_may_file": ("others_may_file", "additive", "không cho người khác"),
    "papers": ("papers", "breaking", "Giấy tờ mới được yêu cầu"),
    "terms": ("terms", "breaking", "thời hạn nay 3 ngày"),
    "fees": ("fees", "breaking", "5.000 đồng"),
}


def edition(slug: str) -> Edition:
    found = edition_2026(slug)
    assert found is not None
    return found


async def pulled(portal: Portal, home: Path, *slugs: str, fresh_h: float = 0) -> list[PullStep]:
    told: list[PullStep] = []
    shelf = Shelf(home, portal.name, fresh=timedelta(hours=fresh_h))
    async with opened(portal) as interface:
        walk = Walk(PHU_YEN, [edition(slug) for slug in slugs])
        await pull(interface, shelf, walk, told.append)
    return told


def compared(portal: Portal, home: Path, slug: str) -> Compared:
    return Beside.of(portal, home).compare(edition(slug))


async def test_nothing_breaks_on_a_portal_that_is_as_our_facts_say(
    national: MockPortal, portal: Portal, tmp_path: Path
) -> None:
    """The facts beside the flows and the mock's records are two writings of one evidence."""
    known = [e for slug in registry.flows() if (e := edition_2026(slug)) and e.code.value]
    assert len(known) == 25
    await pulled(portal, tmp_path, *(one.slug for one in known))
    beside = Beside.of(portal, tmp_path)
    heavy = {
        one.slug: [d.words for d in found.differences if d.weight != "additive"]
        for one in known
        if (found := beside.compare(one)).weight not in {None, "additive"}
    }
    assert heavy == {}
    # Both of birth's cases have their form; what is known of it is not all.
    birth = beside.compare(edition(BIRTH))
    assert birth.form is not None
    assert any("nhãn thì chưa" in line for line in birth.missing)
    assert national.submissions() == []


@pytest.mark.parametrize("drift", DRIFTS)
async def test_each_drift_is_named_and_weighed(
    national: MockPortal, portal: Portal, tmp_path: Path, drift: str
) -> None:
    await pulled(portal, tmp_path, DEATH)
    before = compared(portal, tmp_path, DEATH)
    assert before.form is not None
    keep_form(tmp_path, portal.name, DEATH, before.form)
    what, weight, words = DRIFTS[drift]
    national.fault("drift", drift)
    await pulled(portal, tmp_path, DEATH)
    after = compared(portal, tmp_path, DEATH)
    usual = {(one.what, one.words) for one in before.differences}
    new = [one for one in after.differences if (one.what, one.words) not in usual]
    assert (what, weight) in {(one.what, one.weight) for one in new}, new
    assert any(words in one.words for one in new), new
    assert all(one.todo for one in new)


async def test_a_walk_outlasts_the_firewall_and_an_empty_answer(
    national: MockPortal, portal: Portal, tmp_path: Path
) -> None:
    national.fault("firewall")
    national.fault("interface_empty")
    await pulled(portal, tmp_path, BIRTH)
    assert (national.struck("firewall"), national.struck("interface_empty")) == (1, 1)
    assert not [line for line in compared(portal, tmp_path, BIRTH).missing if "chưa hỏi" in line]


async def test_a_walk_that_was_cut_goes_on_where_it_was(
    national: MockPortal, portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slugs, left = (BIRTH, DEATH, EXTRACT), 4
    asking = Interface.ask

    async def cut(self: Interface, path: str, body: Any) -> Any:
        nonlocal left
        if left == 0:
            raise PortalUnavailable("như bị tắt máy")
        left -= 1
        return await asking(self, path, body)

    with monkeypatch.context() as patched:
        patched.setattr(Interface, "ask", cut)
        with pytest.raises(PortalUnavailable):
            await pulled(portal, tmp_path, *slugs, fresh_h=1)
    again = await pulled(portal, tmp_path, *slugs, fresh_h=1)
    assert [one.kept for one in again] == [True] * 4 + [False] * (len(again) - 4)
    third = await pulled(portal, tmp_path, *slugs, fresh_h=1)
    assert all(one.kept for one in third)
    # Half an answer is none: it is asked for again.
    (kept,) = (tmp_path / "published" / portal.name).glob("record-1.000656.json")
    kept.write_text('{"format": 1, "at": "2026', "utf-8")
    assert [
        one.what for one in await pulled(portal, tmp_path, DEATH, fresh_h=1) if not one.kept
    ] == ["record 1.000656"]


async def test_before_a_batch_a_form_that_changed_is_refused_by_name(
    national: MockPortal, portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    slugs = (DEATH, EXTRACT, "marriage_registration")

    async def changed() -> dict[str, FormChanged]:
        return await changed_forms(portal, tmp_path, slugs, lambda event: told.append(event.text))

    assert await changed() == {}
    national.fault("version_2")
    found = await changed()
    assert list(found) == [DEATH, EXTRACT]
    assert "citizenNDK_NgaySinh" in str(found[DEATH])
    assert "phiên bản 20, ta biết 19" in str(found[DEATH])
    assert told == []
    # That it cannot be asked is told, and proves nothing.
    national.clear("version_2")
    national.fault("maintenance")
    monkeypatch.setattr("portal_bot.retry._wait", lambda _: 0.0)
    assert await changed() == {}
    assert "không đối chiếu được phiên bản" in told[0]


def test_the_command_says_what_it_asks_and_what_is_different(
    national: MockPortal, described: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv(settings.HOME, str(tmp_path / "home"))
    monkeypatch.setenv(settings.PORTAL, str(described))
    to = ("khai", "tử", "--portal", str(described))
    # The settings' portal is for filing: nothing is asked of it unbidden.
    assert main(["catalogue", "pull", "khai", "tử"]) == 2
    assert main(["catalogue", "diff", *to]) == 2
    assert "catalogue pull" in capsys.readouterr().err
    with Shelf(tmp_path / "home", "quocgia-thu").alone():
        assert main(["catalogue", "pull", *to]) == 12
    assert "khác đang hỏi cổng này" in capsys.readouterr().err
    assert main(["catalogue", "pull", *to]) == 0
    said = capsys.readouterr()
    assert f"Sẽ hỏi Cổng quốc gia (thử nghiệm) ({national.address}), chỉ đọc" in said.err
    assert "mẫu tờ khai của 1 thủ tục" in said.err
    assert main(["catalogue", "diff", *to, "--keep"]) == 0
    assert "Đã giữ" in capsys.readouterr().out
    national.fault("drift", "fees")
    national.fault("drift", "renamed")
    assert main(["catalogue", "pull", *to, "--fresh", "0", "--json"]) == 0
    capsys.readouterr()
    assert main(["catalogue", "diff", *to, "--json"]) == 21
    (one,) = json.loads(capsys.readouterr().out)["procedures"]
    assert (one["procedure"], one["weight"]) == (DEATH, "breaking")
    assert {"fees", "renamed"} <= {each["what"] for each in one["differences"]}
    assert main(["catalogue", "diff", *to]) == 21
    assert "→ ngừng nộp thủ tục này" in capsys.readouterr().out
    assert national.commits() == []


def test_a_real_portal_is_asked_only_by_somebody_who_says_so(
    described: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv(settings.HOME, str(tmp_path / "home"))
    text = described.read_text("utf-8").replace("practice = true", "practice = false")
    real = tmp_path / "that.toml"
    real.write_text(text, "utf-8")
    assert main(["catalogue", "pull", "khai", "tử", "--portal", str(real)]) == 2
    said = capsys.readouterr().err
    assert "mỗi giây một lần hỏi" in said
    assert "thêm --yes" in said
