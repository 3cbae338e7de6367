"""At a portal of the units since 2025, an address of 2022 and its heir's are one place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portal_bot.batch.fingerprint import Fingerprints
from portal_bot.checking import check_paths
from portal_bot.dossier.places import agency
from portal_bot.intake.identity import Identity
from portal_bot.intake.ready import Ready
from portal_bot.journal.seal import keyed_content
from tests.support.dossiers import written
from tests.support.fixtures import FIXTURES

TODAY = date(2026, 11, 22)
SECRET = b"s" * 32
LIBRARY = FIXTURES / "community_library_notification" / "plain.yaml"
OLD = {"province": "Tỉnh Phú Yên", "district": "Thị xã Đông Hòa", "commune": "Xã Hòa Thành"}
NEW = {"province": "Tỉnh Đắk Lắk", "commune": "Phường Phú Yên"}
# It was made of the same unit: two places before, one now.
BESIDE = {**OLD, "district": "Thành phố Tuy Hòa", "commune": "Phường Phú Đông"}
IDENTITY = Identity(SECRET, "daklak")


def ready(
    folder: Path, library: dict[str, str], applicant: dict[str, str], at: str = "Phường Phú Yên"
) -> Ready:
    """The notification of a library there; the founder's own address likewise."""
    changes = {
        "declaration.library.address": {**library, "detail": "Nhà văn hóa Thôn Ví Dụ 2"},
        "declaration.founder.address": {**applicant, "detail": "Thôn Ví Dụ 2"},
        "applicant.address": {**applicant, "detail": "Thôn Ví Dụ 2"},
    }
    folder.mkdir(exist_ok=True)
    path = written(folder / "thu-vien.yaml", changes, LIBRARY)
    office = agency(at, tree=2025)
    (checked,) = check_paths([path], today=TODAY, office=office)
    return Ready.of(checked)


def test_the_same_place_of_either_year_is_the_same_dossier_with_the_same_content(
    tmp_path: Path,
) -> None:
    old, new = ready(tmp_path / "2022", OLD, OLD), ready(tmp_path / "2025", NEW, NEW)
    assert IDENTITY.key_of(old) == IDENTITY.key_of(new)
    assert old.content_hash == new.content_hash
    marks = Fingerprints(tmp_path, "daklak", SECRET)
    marks.keep("PB-1", old)
    assert marks.differing("PB-1", keyed_content(SECRET, old.content_hash), new) == []


@pytest.mark.parametrize("place", [OLD, BESIDE])
def test_what_the_portal_gets_is_compared_and_not_what_was_declared(
    tmp_path: Path, place: dict[str, str]
) -> None:
    """A unit that took two in holds one place: a second request there says so by its label."""
    here, there = ready(tmp_path / "1", place, OLD), ready(tmp_path / "2", NEW, OLD)
    assert here.subject == there.subject
    assert here.content_hash == there.content_hash
    other = "Phường Hòa Hiệp"
    elsewhere = ready(tmp_path / "3", {**NEW, "commune": other}, OLD, at=other)
    assert IDENTITY.key_of(elsewhere) != IDENTITY.key_of(here)
    assert elsewhere.content_hash != here.content_hash
