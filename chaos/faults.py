"""The ways in which a portal, or the network before it, misbehaves in the matrix.

For each: how often it strikes, and how a dossier may end under it besides filed and verified,
with the reason. An end that is not named here is a finding: the portal left another way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from chaos.platforms import IGATE_V1, IGATE_V2, MOJ, NATIONAL, PLATFORMS


class End(StrEnum):
    """How a dossier may end. `DIFFERS`: received, read back, and told to differ."""

    VERIFIED = "verified"
    DIFFERS = "differs"
    UNCERTAIN = "uncertain"
    REJECTED = "rejected"
    FAILED = "failed"
    NEEDS_HUMAN = "needs_human"


class Side(StrEnum):
    """Where on the way a fault sits."""

    NONE = "none"
    COMMIT = "commit"
    LIST = "list"
    WIRE = "wire"
    PAGE = "page"
    CAPTCHA = "captcha"
    PAPERS = "papers"
    FORM = "form"
    HANDS = "hands"


@dataclass(frozen=True, slots=True)
class Variant:
    """One setting of a fault: the mock's `arg`, `times`, `probability`, `step`.

    `HAND:ARG` is the argument of the hand that is in the game, and of the mock's own fault beside.
    """

    arg: str | None = None
    times: int | None = None
    probability: float = 1.0
    step: str | None = None

    @property
    def hand(self) -> str:
        return (self.arg or "").partition(":")[0]

    def __str__(self) -> str:
        parts = [f"={self.arg}" if self.arg is not None else ""]
        parts += [f",times={self.times}"] if self.times is not None else []
        parts += [f",step={self.step}"] if self.step is not None else []
        parts += [f",probability={self.probability:g}"] if self.probability < 1 else []
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of the matrix.

    Attributes:
        name: the mock's, or one of the wire's (`net_…`); `none` is the well-behaved portal.
        side: where it sits.
        variants: its settings; cells take turns.
        ends: the ends allowed besides verified, each with the reason.
        lasting: whether saying the same command again cannot mend it.
        doubled: whether the portal itself makes two records of one request.
        rare: slow for nothing but waiting: only with the kill points that meet a commit.
        kills: the only kill points that it meets; `None`: all, or those that its side meets.
        is_dry: whether a dry run is said first.
        procedures: the only ones that it meets; none: all.
        other_hands: whether the record may be another home's: then it is named to a person.
        platforms: where it can happen.
        paid_first: whether it is of dossiers that are filed only once their fee is paid; else it
            meets none of them, for all would wait for a person.
    """

    name: str
    side: Side
    variants: tuple[Variant, ...] = (Variant(),)
    ends: Mapping[End, str] = field(default_factory=lambda: MappingProxyType({}))
    lasting: bool = False
    doubled: bool = False
    rare: bool = False
    kills: frozenset[str] | None = None
    other_hands: bool = False
    is_dry: bool = False
    procedures: frozenset[str] = frozenset()
    platforms: frozenset[str] = PLATFORMS
    paid_first: bool = False

    @property
    def on_the_wire(self) -> bool:
        """Whether our own proxy makes it, and not the mock."""
        return self.side is Side.WIRE


_OLD, _NEW, _NATIONAL = frozenset({IGATE_V1}), frozenset({IGATE_V2}), frozenset({NATIONAL})
_WIZARD = frozenset({MOJ})
# What the portals of 2026 have no such place for: captcha, a note, drafts, steps of its own.
_IGATE = _OLD | _NEW


def _args(*args: str, times: int | None = None) -> tuple[Variant, ...]:
    return tuple(Variant(arg, times) for arg in args)


def _steps(*steps: str, arg: str | None = None, times: int | None = 1) -> tuple[Variant, ...]:
    return tuple(Variant(arg, times, step=step) for step in steps)


_STORED_OTHERWISE = {End.DIFFERS: "the portal stored something else and offers no way to mend it"}
_TWO = {
    End.DIFFERS: "the portal made two records of one request; both are named to a person",
    End.UNCERTAIN: "the portal made two records of one request; which one counts is its to say",
    End.NEEDS_HUMAN: "the portal made two records of one request; which one counts is its to say",
}
_OTHER_REQUEST = {
    End.FAILED: "what the last screen sends is not the commit request that is known; it is stopped"
}
_OTHER_FORM = {End.FAILED: "the form is not the one the flow knows; filling it would be a guess"}
_NO_CITIZEN = {
    End.REJECTED: "the portal refuses the citizen's data; only the dossier can change",
    End.NEEDS_HUMAN: "the portal refuses the citizen's data; a person must look",
}
_HALF_KEPT = {End.DIFFERS: "the page shows the whole name; only the stored record tells the size"}

_OTHER_BYTES = {End.DIFFERS: "the portal kept other bytes; its own copy of the file tells so"}
_REWRITTEN = {
    End.DIFFERS: "the note is part of what was filed, and the portal stores another",
    End.UNCERTAIN: "without its answer and our note, whose record it is is a person's to say",
    End.NEEDS_HUMAN: "without its answer and our note, whose record it is is a person's to say",
}
_SHAPES = (
    *("owner_masked", "owner_titled", "owner_upper", "procedure_coded", "cell_more"),
    *("cells_joined", "empty_table_first", "second_table", "boxes", "heading_renamed"),
    *("number_cut", "row_left_out"),
)

_SENDS_ELSEWHERE = {End.FAILED: "the last screen sends what is not known, elsewhere; it is stopped"}
_ANOTHERS = {
    End.NEEDS_HUMAN: "a draft or record of another home is there; whose it is is a person's to say"
}
_UNLISTED = {
    End.UNCERTAIN: "the list shows nothing that waits for its fee: whether it was taken, a person "
    "must see"
}
# Those that are about somebody by name.
_OF_A_PERSON = frozenset(
    {
        "birth_registration", "birth_registration_with_parent_recognition", "birth_reregistration",
        "death_registration",
    }
)  # fmt: skip
_ONCE_SENT = frozenset(
    {"none", "program@intent", "program@commit", "program@commit_answer", "program@received"}
)
_ON_THE_WAY = frozenset({"none", "program@attempt", "program@upload", "program@review"})

# Of a request that never leaves there is no moment on the wire, and no answer.
_UNSENT = frozenset(
    {
        "none", "program@review", "program@intent", "program@list", "program@chance",
        "browser@chance", "mock@chance", "twin@start",
    }
)  # fmt: skip

# Figures in seconds are small: what counts is that they are longer than looking at once.
FAULTS: tuple[Fault, ...] = (
    Fault("none", Side.NONE),
    Fault("commit_then_drop", Side.COMMIT, _args("fin", "rst", times=2)),
    Fault("redirect_307", Side.COMMIT, _args("after", "before", times=2)),
    Fault("redirect_308", Side.COMMIT, _args("after", "before", times=2)),
    Fault("commit_then_502", Side.COMMIT, (Variant(times=2),)),
    Fault("commit_then_expired", Side.COMMIT, (Variant(times=2),)),
    Fault("commit_delay", Side.COMMIT, _args("1.5", "3", "5")),
    Fault("commit_delay_long", Side.COMMIT, _args("60"), rare=True),
    Fault("drop_before_commit", Side.COMMIT, _args("fin", "rst", times=1)),
    Fault("refuse_502", Side.COMMIT, (Variant(times=1),)),
    Fault("no_number", Side.COMMIT, (Variant(times=2),)),
    Fault("two_records", Side.COMMIT, (Variant(times=1),), _TWO, lasting=True, doubled=True),
    Fault("paper_dropped", Side.COMMIT, (Variant(times=1),), _STORED_OTHERWISE, lasting=True),
    Fault("value_truncated", Side.COMMIT, (Variant(times=1),), _STORED_OTHERWISE, lasting=True),
    Fault(
        "stale_csrf",
        Side.COMMIT,
        _args("commit", "form", "papers", "fee", "upload", "captcha", times=1),
        platforms=_IGATE,
    ),
    # The successor's page sends by `fetch` in any case.
    Fault("commit_moved", Side.COMMIT, _args("fetch", "frame", "worker", times=2), platforms=_OLD),
    Fault(
        "commit_moved_unknown",
        Side.COMMIT,
        _args("semicolon", "slash", "case", "path", "put", "get"),
        _OTHER_REQUEST,
        lasting=True,
        kills=_UNSENT,
        platforms=_IGATE,
    ),
    Fault(
        "page_submits_itself",
        Side.COMMIT,
        _args("load", "timer", "leave"),
        _OTHER_REQUEST,
        lasting=True,
        kills=_UNSENT,
        platforms=_IGATE,
    ),
    Fault(
        "note_rewritten",
        Side.COMMIT,
        (Variant(times=1),),
        _REWRITTEN,
        lasting=True,
        platforms=_IGATE,
    ),
    Fault("other_agency", Side.COMMIT, (Variant(times=1),), _STORED_OTHERWISE, lasting=True),
    Fault("foreign_number", Side.COMMIT, _args("another", "nobody", times=1)),
    Fault("draft_pressed", Side.COMMIT, (Variant(times=1),), platforms=_IGATE),
    Fault("list_lag", Side.LIST, _args("1.5", "4")),
    Fault("list_old_page", Side.LIST, (Variant(times=2),), platforms=_IGATE),
    # Twice: a list that is not understood is read once more in the same look.
    Fault("list_shape", Side.LIST, _args(*_SHAPES, times=2)),
    Fault("net_cut_request", Side.WIRE, _args("fin", "rst", times=1)),
    Fault("net_cut_answer", Side.WIRE, _args("fin", "rst", "half", times=2)),
    Fault("net_stall_answer", Side.WIRE, _args("4", times=2)),
    Fault("net_slow", Side.WIRE, _args("0.05")),
    Fault("net_random_cuts", Side.WIRE, (Variant("fin", 3, 0.05), Variant("rst", 3, 0.05))),
    Fault("maintenance", Side.PAGE, (Variant(times=3), *_steps("form", "list", times=2))),
    Fault("blank_page", Side.PAGE, (Variant(times=2), *_steps("form", "review", "record"))),
    Fault(
        "error_500",
        Side.PAGE,
        _steps("sign_in", "agency", "form", "papers", "fee", "review", "list", "record"),
    ),
    Fault(
        "too_many_requests",
        Side.PAGE,
        (Variant("1", 2), *_steps("form", "fee", "list", "record", arg="1")),
    ),
    Fault("answer_after", Side.PAGE, _args("0.4")),
    Fault(
        "session_expires",
        Side.PAGE,
        _args("form", "papers", "fee", "review", "agency", "upload", "captcha", "commit", times=1)
        + _args("list", "record", "open_form", "open_papers", "open_fee", times=1),
    ),
    Fault("page_frozen", Side.PAGE, _args("2", times=2), platforms=_IGATE),
    Fault(
        "values_elsewhere",
        Side.PAGE,
        (
            *(Variant(way, step="form") for way in ("fetch", "beacon", "form", "socket")),
            *(Variant(way, step="review") for way in ("picture", "frame", "worker", "fetch")),
            Variant("link", 1, step="record"),
        ),
        _SENDS_ELSEWHERE,
        lasting=True,
        platforms=_IGATE,
    ),
    Fault("captcha_wrong", Side.CAPTCHA, (Variant(times=1), Variant(times=2)), platforms=_IGATE),
    Fault("captcha_expires", Side.CAPTCHA, (Variant(times=1),), platforms=_IGATE),
    Fault("upload_500", Side.PAPERS, (Variant(times=1),)),
    Fault("upload_silent", Side.PAPERS, (Variant(times=1),)),
    Fault("upload_late", Side.PAPERS, _args("2", times=2)),
    Fault("upload_half", Side.PAPERS, (Variant(times=1),), _HALF_KEPT, lasting=True),
    Fault("upload_twice", Side.PAPERS, (Variant(times=1), Variant(times=2))),
    Fault("upload_name_cut", Side.PAPERS, (Variant(times=2),)),
    Fault("file_offered", Side.PAPERS, _args("same", "other"), _OTHER_BYTES, lasting=True),
    Fault("late_cascade", Side.FORM, _args("1")),
    Fault("cascade_empty_once", Side.FORM, (Variant(times=2),)),
    Fault("cascade_reload", Side.FORM, (Variant(times=2),), platforms=_IGATE | _WIZARD),
    Fault("driver_wipe_late", Side.FORM, _args("1", times=2), platforms=_OLD | _NATIONAL | _WIZARD),
    Fault("rerender", Side.FORM, (Variant(times=2),), platforms=_IGATE | _WIZARD),
    Fault("late_scripts", Side.FORM, _args("1"), platforms=_IGATE),
    Fault("toast_short", Side.FORM, _args("0.2")),
    Fault("prefill_account_address", Side.FORM, platforms=_IGATE),
    Fault(
        "population_mismatch", Side.FORM, ends=_NO_CITIZEN, lasting=True, platforms=_IGATE | _WIZARD
    ),
    Fault(
        "version_2",
        Side.FORM,
        _args("renamed", "reordered", "required", "removed"),
        _OTHER_FORM,
        lasting=True,
        platforms=PLATFORMS - _WIZARD,
    ),
    Fault("list_paged", Side.FORM, platforms=_NEW),
    Fault("typing_resets", Side.FORM, (Variant(times=1),), platforms=_NEW),
    Fault("ids_for_labels", Side.FORM, (Variant(times=1),), platforms=_NEW),
    Fault("step_lost", Side.FORM, _steps("form", "papers"), platforms=_NEW),
    Fault(
        "second_home",
        Side.HANDS,
        _args("other_pc", "copied", "lost"),
        _ANOTHERS,
        lasting=True,
        kills=_ONCE_SENT | {"program@attempt", "program@form"},
        other_hands=True,
        platforms=_IGATE | _NATIONAL,
    ),
    Fault("account_changed", Side.HANDS, kills=_ONCE_SENT, platforms=_IGATE | _NATIONAL),
    Fault(
        "subject_changed",
        Side.HANDS,
        kills=_ONCE_SENT,
        procedures=_OF_A_PERSON,
        platforms=_IGATE | _NATIONAL,
    ),
    Fault(
        "secret_changed",
        Side.HANDS,
        _args("lost", "other", "empty"),
        kills=_ONCE_SENT,
        platforms=_IGATE | _NATIONAL,
    ),
    Fault(
        "clock_jumped",
        Side.HANDS,
        _args("forward:3", "back:3", "forward_waiting:3", "back_waiting:3"),
        kills=_ONCE_SENT | {"mock@commit"},
        platforms=_IGATE,
    ),
    Fault(
        "filled_first",
        Side.HANDS,
        _args("plain", "dry:load", "dry:timer", "dry:leave"),
        _OTHER_REQUEST,
        lasting=True,
        kills=_ON_THE_WAY,
        is_dry=True,
        platforms=_IGATE,
    ),
    # The national portal keeps no note of ours, and its page has no line that sends anything.
    Fault(
        "clock_jumped_unmarked",
        Side.HANDS,
        _args("forward:3", "back:3", "forward_waiting:3", "back_waiting:3"),
        {End.UNCERTAIN: "without a note of ours, a record of another day may be somebody else's"},
        kills=_ONCE_SENT | {"mock@commit"},
        platforms=_NATIONAL,
    ),
    Fault(
        "filled_before",
        Side.HANDS,
        _args("plain"),
        kills=_ON_THE_WAY,
        is_dry=True,
        platforms=_NATIONAL,
    ),
    Fault(
        "paid_first",
        Side.HANDS,
        _args("at_once", "late", "late:4"),
        _UNLISTED,
        lasting=True,
        kills=_ONCE_SENT,
        platforms=_NATIONAL,
        paid_first=True,
    ),
    Fault(
        "paid_unanswered",
        Side.HANDS,
        _args("late:fin", "at_once:rst", times=1),
        _UNLISTED,
        lasting=True,
        kills=_ONCE_SENT,
        platforms=_NATIONAL,
        paid_first=True,
    ),
    # A fee of which nothing published tells, of a procedure whose fee nobody knows.
    Fault(
        "fee_unpublished",
        Side.HANDS,
        _args("at_once:8000", "late:8000"),
        _UNLISTED,
        lasting=True,
        kills=_ONCE_SENT,
        procedures=frozenset({"civil_status_change_correction"}),
        platforms=_NATIONAL,
    ),
    Fault("info_again", Side.FORM, _args("1", "3"), platforms=_WIZARD),
    Fault("area_broken", Side.FORM, (Variant(times=2),), platforms=_WIZARD),
    Fault("area_falls_out", Side.FORM, (Variant(times=2),), platforms=_WIZARD),
    Fault("dialog_stale", Side.PAPERS, (Variant(times=2),), platforms=_WIZARD),
    Fault("upload_wordless", Side.PAPERS, (Variant(times=1),), platforms=_WIZARD),
    Fault(
        "unseen_list",
        Side.FORM,
        _args("other", "twice"),
        {End.FAILED: "the list does not offer the words of the law once; choosing is a guess"},
        lasting=True,
        platforms=_WIZARD,
    ),
    Fault(
        "final_renamed",
        Side.FORM,
        ends={End.FAILED: "the last button has another name; pressing it would be a guess"},
        lasting=True,
        platforms=_WIZARD,
    ),
    Fault("commit_then_504", Side.COMMIT, _args("0.2", times=2), platforms=_NATIONAL | _WIZARD),
    Fault("return_to", Side.FORM, _args("dossier", "procedure", "picker"), platforms=_NATIONAL),
    Fault("firewall", Side.FORM, (Variant(times=1),), platforms=_NATIONAL),
    Fault("population_answers", Side.FORM, _args("slow", "error", times=1), platforms=_NATIONAL),
    Fault(
        "population_unknown",
        Side.FORM,
        _args("not_found"),
        {End.FAILED: "nobody of that name and number is known; the dossier must be looked at"},
        lasting=True,
        platforms=_NATIONAL,
    ),
    Fault(
        "wrong_formality",
        Side.FORM,
        ends={End.FAILED: "the link opens another procedure; filling it would be a guess"},
        lasting=True,
        platforms=_NATIONAL | _WIZARD,
    ),
    Fault(
        "agency_offline",
        Side.FORM,
        ends={End.NEEDS_HUMAN: "the agency takes no dossier online; a person goes there"},
        lasting=True,
        platforms=_NATIONAL,
    ),
)

# Rows whose name says more than the mock's own.
_MOCKS = {
    "commit_delay_long": "commit_delay",
    "commit_moved_unknown": "commit_moved",
    "clock_jumped": "commit_delay",
    "clock_jumped_unmarked": "commit_delay",
    "filled_first": "page_submits_itself",
    "paid_first": "list_lag",
    "paid_unanswered": "commit_then_drop",
    "population_unknown": "population_answers",
}


def mock_name(fault: Fault) -> str:
    """The name under which the mock knows it."""
    return _MOCKS.get(fault.name, fault.name)


def mock_order(fault: Fault, variant: Variant) -> tuple[str, str | None] | None:
    """The name and argument of the mock's fault; `None` where the mock itself behaves."""
    if fault.on_the_wire or fault.side is Side.NONE:
        return None
    if fault.side is Side.HANDS:
        _, told, arg = (variant.arg or "").partition(":")
        return (mock_name(fault), arg) if told else None
    return mock_name(fault), variant.arg
