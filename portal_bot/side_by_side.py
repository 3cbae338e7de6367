"""The dossiers of one run, held against each other: the same twice, or the same but for a slip."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from portal_bot.catalogue.names import fold
from portal_bot.checked import Checked
from portal_bot.dossier.book_rows import file_of
from portal_bot.dossier.problems import Problem, Severity
from portal_bot.intake.scans.seen_twice import Across, told_across
from portal_bot.shown import shown

# So many letters or digits differ by a slip.
_SLIP = 2
# As long as a number of a person's paper; shorter ones count things.
_NUMBER = re.compile(r"\d{9,}")
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
# Several words, and nothing that stands in numbers, codes and addresses.
_NAME = re.compile(r"[^\d\s_.,;:/()]+( [^\d\s_.,;:/()]+)+")
# In what one counter files at a time everything is compared; of more, what is alike but in one
# part, and of that the nearest before it.
_FEW = 60
_NEAREST = 40


def tell_of_duplicates(checked: Iterable[Checked]) -> None:
    """Two of them must not ask for the same; the later one is told."""
    first: dict[tuple[Any, ...], Checked] = {}
    deeds: dict[tuple[Any, ...], Checked] = {}
    alike: dict[tuple[str, str], list[tuple[tuple[str, ...], Checked]]] = defaultdict(list)
    for each in checked:
        if each.dossier is None or not each.subject:
            continue
        # As the journal's key compares them.
        subject = tuple(fold(part) for part in each.subject)
        label = fold(each.dossier.request or "")
        if each.flow is not None and each.flow.one_of:
            _tell_of_deed(each, deeds.setdefault((each.flow.one_of, *subject[:2]), each))
        other = first.setdefault((each.procedure, subject, label), each)
        if other is each:
            alike[each.procedure, label].append((subject, each))
            continue
        told = (
            f"Trùng với hồ sơ {other.path}: cùng thủ tục và cùng người, cùng việc; bỏ một tệp, "
            "hoặc thêm nhãn request nếu thật sự cần làm hai lần"
        )
        _tell(each, "error", "duplicate_dossier", told)
    for group in alike.values():
        if len(group) > 1:
            _tell_of_twins(group)


def tell_of_scans(checked: Iterable[Checked]) -> None:
    """One scan in the dossiers of two people."""
    across = Across()
    for each in checked:
        if not each.seen or each.dossier is None:
            continue
        applicant, name = each.dossier.applicant, shown(file_of(each.path).name)
        owner = f"{applicant.citizen_id} {applicant.full_name}"
        for scan in each.seen:
            if found := across.seen(owner, name, scan):
                code = "scan_of_another" if found[1].is_copy else "similar_scan_of_another"
                field_ = f"papers.{scan.paper}.{scan.number}"
                told = told_across(found[1], found[0])
                each.problems.append(Problem("warning", code, field_, each.where, told))


def _tell_of_deed(each: Checked, other: Checked) -> None:
    """Two procedures of which one person needs but one."""
    if other.flow is None or each.flow is None or other.flow is each.flow:
        return
    told = (
        f"Trùng người với hồ sơ {other.path} (thủ tục “{other.flow.title}”): với một người chỉ làm "
        "một trong hai thủ tục này; bỏ tệp chọn nhầm thủ tục"
    )
    _tell(each, "error", "duplicate_deed", told)


Group = Sequence[tuple[tuple[str, ...], Checked]]


def _tell_of_twins(group: Group) -> None:
    seen = set[int]()
    for at, other in _pairs(group):
        if at in seen or not _are_near(group[at], group[other]):
            continue
        seen.add(at)
        told = (
            f"Gần giống hồ sơ {group[other][1].path}: cùng thủ tục, người và việc chỉ khác một hai "
            "chữ hoặc số. Là một việc thì bỏ một tệp; là người khác (trẻ sinh đôi) thì để nguyên"
        )
        _tell(group[at][1], "warning", "near_twin", told)


def _pairs(group: Group) -> Iterator[tuple[int, int]]:
    """Which are worth comparing: each with some before it."""
    if len(group) <= _FEW:
        yield from ((at, other) for at in range(len(group)) for other in range(at))
        return
    but_one: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, (subject, each) in enumerate(group):
        for part, text in enumerate(subject):
            # Numbers are given out in a row: of two that are near, the names are one.
            name = fold(_asks(each)) if _NUMBER.fullmatch(text) else ""
            known = but_one[part, name, subject[:part], subject[part + 1 :]]
            yield from ((at, other) for other in known[-_NEAREST:])
            known.append(at)


def _are_near(one: tuple[tuple[str, ...], Checked], other: tuple[tuple[str, ...], Checked]) -> bool:
    """Whether names, numbers and days of both differ by a slip, and nothing else does."""
    if len(one[0]) != len(other[0]):
        return False
    differing = [n for n, (a, b) in enumerate(zip(one[0], other[0], strict=True)) if a != b]
    if not 0 < len(differing) <= _SLIP:
        return False
    if not all(_is_of_a_person(one[0][n], other[0][n]) for n in differing):
        return False
    pairs = [(one[1].subject[n], other[1].subject[n]) for n in differing]
    if any(_NUMBER.fullmatch(one[0][n]) for n in differing):
        pairs.append((_asks(one[1]), _asks(other[1])))
    return sum(_letters_apart(a, b) for a, b in pairs) <= _SLIP


def _letters_apart(one: str, other: str) -> int:
    """A letter counts with its marks; where the tone stands does not count."""
    from rapidfuzz.distance import Levenshtein  # only for what is nearly alike

    written = Levenshtein.distance(one.casefold(), other.casefold())
    folded = (unicodedata.normalize("NFC", fold(text)) for text in (one, other))
    return min(written, Levenshtein.distance(*folded))


def _is_of_a_person(one: str, other: str) -> bool:
    return any(kind.fullmatch(one) and kind.fullmatch(other) for kind in (_NAME, _NUMBER, _DAY))


def _asks(each: Checked) -> str:
    return each.dossier.applicant.full_name if each.dossier else ""


def _tell(each: Checked, severity: Severity, code: str, told: str) -> None:
    each.problems.append(Problem(severity, code, "procedure", each.where, told))
