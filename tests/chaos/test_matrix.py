"""The matrix: everything is met, and a seed gives the same again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from chaos import matrix
from chaos.dossiers import copied, shipped
from chaos.faults import FAULTS, Side, mock_name, mock_order
from chaos.kills import KILLS, By, Victim
from chaos.platforms import IGATE_V1, IGATE_V2, MOJ, NATIONAL, PLATFORMS
from chaos.wire import POINTS
from mock_portal.faults.kinds import GROUPS
from mock_portal.faults.listing import doc
from portal_bot.errors import SetupError
from tests.support.fixtures import FIXTURES
from tests.support.mock import MockPortal

HERE = Path(__file__).parent
SAMPLES = shipped()
KNOWN = frozenset(mock_name(fault) for fault in FAULTS)
# Rows that are a fault of the mock's own; of the others it knows nothing.
MOCKS = [f for f in FAULTS if f.side not in {Side.NONE, Side.WIRE, Side.HANDS}]
ROWS = matrix.offered(KNOWN, IGATE_V1)
FULL = matrix.full(7, SAMPLES, ROWS)


def test_every_dossier_that_is_shipped_goes_through_it() -> None:
    goldens = {p.relative_to(FIXTURES).as_posix() for p in FIXTURES.glob("*/*.expected.json")}
    assert {f"{s.name}.expected.json" for s in SAMPLES} == goldens
    assert {t.sample.name for cell in FULL for t in cell.tickets} == {s.name for s in SAMPLES}


def test_the_full_run_has_a_thousand_dossiers_and_more() -> None:
    assert sum(len(cell.tickets) for cell in FULL) >= 1000


def test_what_one_seed_plays_has_a_thousand_dossiers_and_several_seeds_play_all() -> None:
    whole = matrix.full(7, SAMPLES, ROWS, each=3)
    shares = [matrix.share(seed, whole) for seed in range(matrix.SHARE)]
    assert all(sum(len(cell.tickets) for cell in share) >= 1000 for share in shares)
    assert {cell.name for share in shares for cell in share} == {cell.name for cell in whole}
    for share in shares:
        assert {cell.fault.name for cell in share} == {cell.fault.name for cell in whole}
        assert {t.sample.name for cell in share for t in cell.tickets} == {s.name for s in SAMPLES}


def test_every_share_has_the_program_killed_under_the_request_and_under_its_answer() -> None:
    late = {Side.COMMIT, Side.LIST, Side.WIRE}
    rows = [f for f in ROWS if f.side in late and not f.rare and f.kills is None]
    assert len(rows) > 20
    for seed in range(matrix.SHARE):
        names = {cell.name for cell in matrix.share(seed, FULL)}
        for kill in ("none", "program@commit", "program@commit_answer"):
            assert {f"{fault.name}/{kill}" for fault in rows} <= names


def test_every_fault_meets_several_kill_points_and_every_kill_point_several_faults() -> None:
    for fault in ROWS:
        met = {cell.kill for cell in FULL if cell.fault is fault}
        assert len(met) >= 4, fault.name
    for kill in KILLS:
        assert len({cell.fault.name for cell in FULL if cell.kill is kill}) >= 4, kill.name


def test_whatever_sits_at_the_commit_or_after_meets_every_kill_point() -> None:
    late = {Side.COMMIT, Side.LIST, Side.WIRE}
    every = {kill for kill in KILLS if kill.victim is not Victim.FREEZE}
    for fault in ROWS:
        if fault.side in late and not fault.rare and fault.kills is None:
            assert {c.kill for c in FULL if c.fault is fault} >= every, fault.name


def test_the_seeds_together_meet_every_pair() -> None:
    pairs = {(f.name, k.name) for seed in range(12) for f, k in matrix.pairs(seed, ROWS)}
    wanted = {
        (f.name, k.name)
        for f in ROWS
        for k in KILLS
        if k.victim is not Victim.FREEZE and (f.kills is None or k.name in f.kills)
    }
    assert {pair for pair in wanted - pairs if pair[0] != "commit_delay_long"} == set()


def test_every_setting_of_a_fault_has_its_turn() -> None:
    for fault in ROWS:
        played = {cell.variant for cell in FULL if cell.fault is fault}
        at_least = min(len(fault.variants), len([c for c in FULL if c.fault is fault]))
        assert len(played) == at_least, fault.name


def test_a_slice_has_every_fault_and_every_kill_point() -> None:
    cells = matrix.a_slice(7, SAMPLES, ROWS)
    assert {c.fault.name for c in cells} == {f.name for f in ROWS if not f.rare}
    assert {c.kill for c in cells if c.fault.name == "none"} == {
        kill for kill in KILLS if kill.victim is not Victim.FREEZE
    }
    assert all(len(cell.tickets) == 1 for cell in cells)


def test_a_seed_gives_the_same_matrix_again_and_another_seed_another() -> None:
    assert matrix.full(7, SAMPLES, ROWS) == FULL
    assert matrix.full(8, SAMPLES, ROWS) != FULL
    assert matrix.a_slice(7, SAMPLES, ROWS) == matrix.a_slice(7, SAMPLES, ROWS)


def test_a_cell_alone_is_what_it_was_in_the_whole() -> None:
    (alone,) = matrix.only(FULL, ["refuse_502/mock@commit"])
    assert alone in FULL


def test_rows_columns_and_arguments_may_be_named() -> None:
    assert {c.fault.name for c in matrix.only(FULL, ["list_lag"])} == {"list_lag"}
    assert {c.kill.name for c in matrix.only(FULL, ["program@commit"])} == {"program@commit"}
    (cell,) = matrix.only(FULL, ["commit_delay=9/none"])
    assert (cell.variant.arg, cell.fault.name) == ("9", "commit_delay")
    (cell,) = matrix.only(FULL, ["redirect_307=before/none"])
    assert (cell.variant.arg, cell.variant.times) == ("before", 2)
    assert [c.name for c in matrix.only(FULL, ["none/none"])] == ["none/none"]
    assert {c.fault.side for c in matrix.only(FULL, ["wire"])} == {Side.WIRE}
    assert matrix.only(FULL, ["no_such_fault"]) == []


def test_the_kills_of_every_change_are_of_everybody_and_of_each_moment_of_the_commit() -> None:
    """`make chaos-kills`; the others are the slice's."""
    slice_ = matrix.a_slice(7, SAMPLES, ROWS)
    cells = matrix.only(slice_, ["commit-kills"])
    assert {c.kill.victim for c in cells} == {*Victim} - {Victim.NOBODY, Victim.FREEZE}
    assert {c.kill.name for c in cells if c.kill.victim is Victim.PROGRAM} == {
        f"program@{moment}" for moment in ("intent", "commit", "commit_answer", "received")
    }
    assert {c.fault.side for c in cells} == {Side.NONE}
    # A cell alone, as a red one's command plays it again.
    assert all(matrix.only(slice_, [c.name]) == [c] for c in cells)


def test_every_fault_of_the_mock_is_also_played_in_a_test_of_its_own() -> None:
    """So `make test` may leave most of the slice to `make test-all`.

    Of these, too, some are thorough: each says there by which test it is met.
    """
    others = [
        HERE / "test_lost_answers.py",
        HERE / "test_elsewhere.py",
        HERE.parent / "portal" / "moj" / "test_filed_by_the_library.py",
        HERE.parent / "portal" / "national" / "test_filed_by_the_library.py",
    ]
    files = [*HERE.glob("test_recovery_*.py"), *others]
    played = {name for path in files for name in re.findall(r'"(\w+)"', path.read_text("utf-8"))}
    assert {mock_name(f) for f in MOCKS} - played == set()


def test_the_dossiers_of_one_cell_can_be_told_apart() -> None:
    for cell in FULL:
        procedures = [t.sample.procedure for t in cell.tickets]
        labels = [(t.sample.name, t.request) for t in cell.tickets]
        assert len(set(labels)) == len(labels)
        assert len(set(procedures)) in {1, len(procedures)}


def test_papers_faults_meet_dossiers_with_papers() -> None:
    cells = [c for c in FULL if c.fault.side is Side.PAPERS]
    assert cells
    assert all(t.sample.has_papers for cell in cells for t in cell.tickets)


def test_some_dossiers_go_as_a_second_request_about_the_same_subject() -> None:
    assert sum(any(t.request for t in cell.tickets) for cell in FULL) > 20


def test_where_other_hands_are_in_the_game_one_dossier_goes_and_it_has_no_label() -> None:
    """What lets a dossier be filed beside another home's would let it be filed twice."""
    cells = [cell for cell in FULL if cell.fault.side is Side.HANDS]
    assert len(cells) >= 20
    for cell in cells:
        (ticket,) = cell.tickets
        assert ticket.request is None
        assert not ticket.sample.is_labelled
        assert not cell.fault.procedures or ticket.sample.procedure in cell.fault.procedures


def test_a_row_that_no_dossier_fits_is_left_out() -> None:
    labelled = shipped(["poor_household_recognition/full"])
    assert all(sample.is_labelled for sample in labelled)
    cells = matrix.full(7, labelled, ROWS)
    assert cells
    assert not [cell for cell in cells if cell.fault.side is Side.HANDS]


def test_every_moment_on_the_wire_is_one_that_the_proxy_knows() -> None:
    moments = {k.moment for k in KILLS if k.by is By.WIRE} | {k.instead for k in KILLS if k.instead}
    assert moments <= POINTS


def test_a_fault_that_allows_another_end_says_why() -> None:
    assert all(why for fault in FAULTS for why in fault.ends.values())
    # Whatever saying it again cannot mend must say how it may end.
    assert all(fault.ends for fault in FAULTS if fault.lasting)


def test_every_fault_is_met_at_a_platform_and_nearly_all_at_both() -> None:
    """Each row says where it cannot happen; what is only the successor's is what its mock says."""
    rows = {one: {f.name for f in matrix.offered(KNOWN, one)} for one in PLATFORMS}
    assert set.union(*rows.values()) == {f.name for f in FAULTS}
    assert rows[IGATE_V2] - rows[IGATE_V1] == {
        kind.name for group in GROUPS.values() for kind in group if "(of igate_v2)" in doc(kind)
    }
    assert rows[IGATE_V1] - rows[IGATE_V2] == {"commit_moved", "driver_wipe_late"}


def test_the_successors_slice_is_of_dossiers_that_its_units_know() -> None:
    samples = shipped(platform=IGATE_V2)
    assert 50 < len(samples) < len(SAMPLES)
    assert {s.procedure for s in samples} == {s.procedure for s in SAMPLES}
    fields = [item for s in samples for item in s.golden["fields"].items()]
    provinces = {value for key, value in fields if key.endswith("Tỉnh/Thành phố")}
    assert "Tỉnh Đắk Lắk" in provinces
    assert "Tỉnh Phú Yên" not in provinces
    rows = matrix.offered(KNOWN, IGATE_V2)
    cells = matrix.a_slice(7, samples, rows)
    assert {c.fault.name for c in cells} == {f.name for f in rows if not f.rare}


def test_the_national_portals_slice_is_of_2026_and_somebody_pays_where_a_fee_is_due() -> None:
    samples = shipped(platform=NATIONAL)
    assert {s.procedure for s in samples} == {
        "birth_registration", "death_registration", "civil_status_change_correction",
        "civil_status_extract_copy",
    }  # fmt: skip
    rows = matrix.offered(KNOWN, NATIONAL)
    assert {f.side for f in rows} >= {Side.COMMIT, Side.LIST, Side.WIRE, Side.PAGE, Side.FORM}
    cells = matrix.a_slice(7, samples, rows)
    assert {c.fault.name for c in cells} == {f.name for f in rows if not f.rare}
    assert all(ticket.request is None for cell in cells for ticket in cell.tickets)
    for cell in cells:
        paid = {bool(ticket.sample.golden["fee"]) for ticket in cell.tickets}
        assert paid == {cell.fault.paid_first}, cell.name
        assert paid == {False} or cell.fault.name.startswith("paid_")


def test_the_wizards_slice_is_of_the_dossiers_of_2026_whose_form_is_there() -> None:
    samples = shipped(platform=MOJ)
    assert {s.procedure for s in samples} == {
        "birth_registration_with_parent_recognition", "birth_reregistration",
        "death_reregistration", "guardianship_registration", "marital_status_certificate",
        "marriage_registration", "marriage_reregistration", "parent_child_recognition",
    }  # fmt: skip
    rows = matrix.offered(KNOWN, MOJ)
    cells = matrix.a_slice(7, samples, rows)
    assert {c.fault.name for c in cells} == {f.name for f in rows if not f.rare}


def test_an_unknown_dossier_is_told() -> None:
    with pytest.raises(SetupError, match="no dossier khong_co"):
        shipped(["khong_co"])


def test_a_copy_keeps_its_papers_and_takes_a_label(tmp_path: Path) -> None:
    from portal_bot.checking import check_paths

    (plain,) = shipped(["birth_registration/plain"])
    copies = [copied(plain, tmp_path), copied(plain, tmp_path, request="lần-2")]
    checked = check_paths([c.path for c in copies])
    assert [c.ok for c in checked] == [True, True]
    assert [c.dossier and c.dossier.request for c in checked] == [None, "lần-2"]


def test_a_copys_label_takes_the_place_of_its_own(tmp_path: Path) -> None:
    from portal_bot.checking import check_paths

    (full,) = shipped(["birth_registration/full"])
    (checked,) = check_paths([copied(full, tmp_path, request="lần-2").path])
    assert checked.ok
    assert checked.dossier is not None
    assert checked.dossier.request == "lần-2"


def test_the_mock_knows_every_fault_of_the_matrix(mock: MockPortal) -> None:
    offered = {fault["name"] for fault in mock.get("/faults")}
    # What befalls a dossier afterwards, at the office, is no fault of a filing.
    others = {kind.name for kind in GROUPS["In the office"]}
    # What the portal's interface tells of its forms is read before a batch, not filed through.
    others |= {"drift", "interface_empty"}
    # A hand is in the game with it: somebody pays.
    others |= {"fee_unpublished"}
    assert offered - others == {mock_name(f) for f in MOCKS}
    for fault in FAULTS:
        for v in fault.variants:
            how = {"times": v.times, "probability": v.probability, "step": v.step}
            given: dict[str, Any] = {k: value for k, value in how.items() if value is not None}
            if order := mock_order(fault, v):
                mock.fault(order[0], order[1], **given)
