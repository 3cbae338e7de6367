"""Pictures of real pages: the same for two dossiers that differ in every value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mock_portal.libraries import NoLibraries, provide
from portal_bot import aio, clock, settings
from tests.leaks.pictured import MUTANT, Pictures, exact, rewritten, telling, watched
from tests.support.choosing import thorough
from tests.support.days import USUAL
from tests.support.fixtures import FIXTURES, PASSWORD
from tests.support.mock import running_mock

pytestmark = pytest.mark.browser
BIRTH, OF_2026 = FIXTURES / "birth_registration" / "full.yaml", FIXTURES / "edition_2026"
# Not how many copies: of them a fee is made, which stands on the review screen. In the order in
# which they are replaced: what holds another comes before it.
_OTHER_BIRTH = {
    "Nguyễn Trần Mẫu Bình": "Phan Võ Thử Khánh",
    "Trần Thị Mẫu": "Võ Thị Minh Họa",
    "tranthimau": "vothiminhhoa",
    "054192000102": "054195000106",
    "1992-07-08": "1995-05-17",
    "birth_year: 1992": "birth_year: 1995",
    "0905000102": "0905000106",
    "mau@vidu": "minhhoa@vidu",
    "Thôn Ví Dụ 1": "Thôn Thử 29",
    "2021-06-15": "2022-03-28",
    "2026-10-05": "2026-10-19",
    "Ngày mồng năm tháng mười": "Ngày mười chín tháng mười",
    "gender: nam": "gender: nữ",
    "ethnicity: Kinh": "ethnicity: Tày",
    "Trung tâm Y tế Ví Dụ, Phường Hòa Vinh": "Bệnh viện Giả Sử, Phường Hòa Vinh",
    "123/VD/2026": "987/GS/2026",
    "Nguyễn Văn Thử": "Phan Văn Khác",
    "birth_year: 1990": "birth_year: 1987",
    "054090000101": "054087000733",
    "Phường Hòa Hiệp Bắc": "Phường Hòa Hiệp Nam",
    "Khu phố Thử 2": "Khu phố Mẫu 6",
    "12/2019, quyển số 01/2019": "78/2018, quyển số 03/2018",
    "20/02/2019": "17/06/2018",
    "0905000101": "0905000444",
}
_OTHER_OF_2026 = {
    "Nguyễn Thử Nghiệm An": "Lê Giả Thiết Khoa",
    # As long: in the account's corner a longer one would begin another line.
    "Nguyễn Văn Thử": "Huỳnh Văn Giả Định",
    "054090000101": "054079000105",
    "1990-02-13": "1979-12-01",
    "13/02/1990": "01/12/1979",
    "0905000101": "0905000105",
    "Thôn Ví Dụ 1": "Thôn Thử 29",
    "02/11/2026": "06/11/2026",
    "gender: Nữ": "gender: Nam",
    "ethnicity: Kinh": "ethnicity: Tày",
    "Bệnh viện Ví Dụ": "Trạm y tế Thử",
    "Trần Thị Mẫu": "Võ Thị Minh Họa",
    "054192000102": "054195000106",
    "08/07/1992": "17/05/1995",
    "residence_kind: permanent": "residence_kind: temporary",
}
_OTHER_COUPLE = {
    "Trần Thị Mẫu": "Võ Thị Minh Họa",
    "054192000102": "054195000106",
    "1992-07-08": "1995-05-17",
    "08/07/1992": "17/05/1995",
    "0905000102": "0905000106",
    "Thôn Ví Dụ 1": "Thôn Thử 29",
    "Ba Na": "Tày",
    "10/05/2021": "28/03/2022",
    "Lê Văn Ví Dụ": "Phan Văn Khác",
    "30/11/1985": "14/09/1987",
    "054085000103": "054087000733",
    "12/04/2021": "23/08/2022",
    "Thôn Ví Dụ 2": "Thôn Thử 31",
    "12/2019/QĐST-HNGĐ": "78/2018/QĐST-HNGĐ",
    "20/06/2019": "17/08/2018",
    "residence_kind: permanent": "residence_kind: temporary",
    'copy_request: "yes", copy_quantity: 2': 'copy_request: "yes", copy_quantity: 7',
}


@dataclass(frozen=True)
class Pages:
    """A platform's pages of one procedure.

    Attributes:
        portal: the profile.
        options: of the mock.
        sample: the dossier.
        instead: what the other one says.
        left_out: what a mutant of the paint leaves as it is, in its script or its platform's CSS.
        first: what the first one says instead of the sample.
        differ: kinds of controls that say something else, at least.
    """

    portal: str
    platform: str
    sample: Path
    instead: Mapping[str, str]
    left_out: tuple[str, ...]
    first: Mapping[str, str] = field(default_factory=dict)
    differ: frozenset[str] = frozenset(("radio", "text"))


BOXES = "input:not([type=submit]"
# Of which every run compares the pictures; `make test-all` those of all.
CHEAPEST = "igate_v1"
PAGES = {
    "igate_v1": Pages("mock", "igate_v1", BIRTH, _OTHER_BIRTH, (BOXES,)),
    # A commune that was split in 2025 has to be asked for.
    "igate_v2": Pages(
        *("mock_v2", "igate_v2", BIRTH, _OTHER_BIRTH, (BOXES,)),
        first={"Phường Hòa Hiệp Bắc": "Phường Hòa Hiệp Trung"},
    ),
    "national": Pages(
        *("mock_national", "national", OF_2026 / "birth_registration" / "plain.yaml"),
        # Two coats: a box is painted as a box, and once more with its question.
        *(_OTHER_OF_2026, (BOXES, ".sd-question__content")),
        differ=frozenset(("text",)),
    ),
    "moj": Pages(
        *("mock_moj", "moj", OF_2026 / "marriage_registration" / "plain.yaml"),
        *(_OTHER_COUPLE, ("iframe, ",)),
        differ=frozenset(("text",)),
    ),
}


async def both(pages: Pages, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Pictures]:
    """The pictures of the two dossiers, filled in to the review and no further."""
    if pages.platform in {"igate_v2", "national"}:
        try:
            provide(pages.platform)
        except NoLibraries as error:
            pytest.skip(str(error))
    monkeypatch.setenv(settings.PASSWORD, PASSWORD)
    exact(monkeypatch)
    told = []
    for name, instead in (("one", pages.first), ("other", pages.instead)):
        path = rewritten(pages.sample, folder / name / "khai.yaml", instead)
        with (
            monkeypatch.context() as patched,
            running_mock("--pace", "instant", "--seed", "3", "--platform", pages.platform) as mock,
            clock.at(USUAL),
        ):
            mock.post("/clock", now=USUAL.isoformat(), ticking=False)
            seen = watched(patched, pages.left_out)
            report = await aio.fill(
                [path], portal=pages.portal, portal_url=mock.address, home=folder / name / "home"
            )
        assert [(f.state, f.error) for f in report.filings] == [("checked", None)]
        told.append(seen)
    return told


@pytest.mark.parametrize("platform", [CHEAPEST, *thorough(*(PAGES.keys() - {CHEAPEST}))])
async def test_pictures_tell_nothing_of_what_is_filled_in(
    platform: str, tmp_path: Path, one_browser: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = await both(PAGES[platform], tmp_path, monkeypatch)
    assert {"form", MUTANT, "review"} <= one.taken.keys() == other.taken.keys()
    for which, seen in (("one", one), ("other", other)):
        for screen, picture in seen.taken.items():
            # For whoever has to look why it is red.
            picture.save(tmp_path / f"{screen} {which}.png")

    def red(screen: str) -> list[int]:
        """The controls whose pictures differ."""
        pairs = zip(one.regions(screen), other.regions(screen), strict=True)
        return [at for at, pair in enumerate(pairs) if telling(*pair)]

    assert red("form") == []
    assert red(MUTANT) != []
    assert telling(one.taken["review"], other.taken["review"]) == []
    # The same controls, and hardly one of them says the same.
    assert [c["kind"] for c in one.states] == [c["kind"] for c in other.states]
    differ = {
        a["kind"] for a, b in zip(one.states, other.states, strict=True) if a["state"] != b["state"]
    }
    assert PAGES[platform].differ <= differ, differ
