"""What a dossier may overrule: real papers sometimes contradict a rule that nearly always holds.

In April 2023 the police of Hà Nội told of citizen ids with a wrong structure, and births are
corrected while the number stays. An exception says which rule, whose paper, why, and who saw the
paper. It is no part of what is filed, and stands wherever the filing is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from portal_bot.dossier.block import Block
from portal_bot.dossier.block import rule as between
from portal_bot.dossier.choice import Choice
from portal_bot.dossier.field import Field, Optional
from portal_bot.dossier.persons import is_nobody
from portal_bot.dossier.problems import Finding
from portal_bot.marked import own

_FEWEST_LETTERS = 3
_WHO = "người nào: applicant, declaration.mother…; để trống nếu chỉ một người"


class ExceptableRule(Choice):
    """The only rules that can be overruled; each is the code of its problem."""

    BIRTH_YEAR = "citizen_id_birth_year", "Năm sinh khác số định danh"
    GENDER = "citizen_id_gender", "Giới tính khác số định danh"
    PLACE = "citizen_id_place", "Ba số đầu không phải mã tỉnh nào"


class Overruled(Block):
    """One exception: for one rule and one person."""

    rule: ExceptableRule = Field("Quy tắc được bỏ qua")
    person: str | None = Optional("Của ai", note=_WHO)
    reason: str = Field("Lý do", max_length=300)
    seen_by: str = Field("Ai đã xem giấy tờ", max_length=100)

    @between(
        ["reason"],
        "“Lý do” phải nói vì sao giấy tờ ghi khác, ví dụ: thẻ chưa đổi sau khi cải chính",
    )
    def _reason_says_nothing(self) -> bool:
        return _says(self.reason) and not is_nobody(self.reason)

    @between(
        ["seen_by"],
        "“Ai đã xem giấy tờ” phải là họ tên người đã xem bản chính",
    )
    def _nobody_saw_it(self) -> bool:
        return _says(self.seen_by) and not is_nobody(self.seen_by)


def _says(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _FEWEST_LETTERS


@dataclass(frozen=True, slots=True)
class Applied:
    """An exception that overruled a problem.

    Attributes:
        rule: the rule's code.
        title: the rule for people.
        person: whose number it is: ``applicant``, ``declaration.mother``.
        problem: what was overruled, for people.
        reason: why, as the dossier says.
        seen_by: who saw the paper.
    """

    rule: str
    title: str
    person: str
    problem: str
    reason: str
    seen_by: str

    def as_json(self) -> dict[str, str]:
        """For reports."""
        return {name: getattr(self, name) for name in self.__slots__}

    def __str__(self) -> str:
        return f"{self.title} ({self.person}): {self.reason}; đã xem giấy tờ: {self.seen_by}"


_CODES = frozenset(rule.value for rule in ExceptableRule)


def overrule(
    found: Iterable[Finding], stated: Sequence[Overruled]
) -> tuple[list[Finding], list[Applied]]:
    """The findings with what is overruled made a note, and the exceptions that did it.

    An exception for which there is no such problem is a problem itself; so is one of which nobody
    knows whose it is.
    """
    findings = list(found)
    open_ones = [f for f in findings if f.code in _CODES and f.severity == "error"]
    if not open_ones and not stated:
        return findings, []
    used: dict[int, Overruled] = {}
    wrong: list[Finding] = []
    for number, exception in enumerate(stated):
        mine, fault = _meant(exception, open_ones)
        used |= dict.fromkeys(map(id, mine), exception)
        if fault:
            wrong.append(Finding(("exceptions", number), *fault))
    many = bool(stated) or len({f.code + f.about for f in open_ones}) > 1
    told = [_told(finding, used.get(id(finding)), many=many) for finding in findings]
    return told + wrong, list(_applied(findings, used))


def _meant(
    exception: Overruled, found: list[Finding]
) -> tuple[list[Finding], tuple[str, str] | None]:
    """The problems that it overrules: all of one person, told apart by the number."""
    code = str(exception.rule.value)
    same = [finding for finding in found if finding.code == code]
    if exception.person is not None:
        named = [f for f in same if exception.person in (_person(f), _field(f))]
        if same and not named:
            known = ", ".join(dict.fromkeys(map(_person, same)))
            return [], ("unused_exception", f"{_of(exception)} thừa: chỉ có ở {known}; bỏ hoặc sửa")
        numbers = {finding.about for finding in named}
    else:
        numbers = {finding.about for finding in same}
    if not same:
        return [], (
            "unused_exception",
            f"{_of(exception)} thừa: không ai có chỗ khác như vậy; bỏ đi",
        )
    if len(numbers) > 1:
        who = ", ".join(dict.fromkeys(map(_person, same)))
        told = f"{_of(exception)} chưa rõ của ai; ghi thêm person, một trong: {who}"
        return [], ("whose_exception", told)
    return [finding for finding in same if finding.about in numbers], None


def _of(exception: Overruled) -> str:
    return f"Ngoại lệ “{exception.rule.value}”"


def _person(finding: Finding) -> str:
    return ".".join(map(str, finding.path[:-1]))


def _field(finding: Finding) -> str:
    return ".".join(map(str, finding.path))


def _told(finding: Finding, by: Overruled | None, *, many: bool) -> Finding:
    if by is not None:
        told = f"{finding.message}. Đã ghi ngoại lệ: {own(by.reason)} ({by.seen_by} đã xem)"
        return replace(finding, message=told, severity="info")
    if finding.code not in _CODES or finding.severity != "error":
        return finding
    item = (
        f"{{rule: {finding.code}, person: {_person(finding)}, "
        'reason: "vì sao giấy tờ ghi khác", seen_by: "họ tên người đã xem bản chính"}'
    )
    add = f"vào danh sách exceptions: {item}" if many else f"vào hồ sơ: exceptions: [{item}]"
    told = f"{finding.message}. Nếu giấy tờ ghi đúng như vậy, thêm {add}"
    return replace(finding, message=told)


def _applied(found: list[Finding], used: dict[int, Overruled]) -> Iterator[Applied]:
    for finding in found:
        by = used.get(id(finding))
        if by is not None:
            code, title = str(by.rule.value), by.rule.label
            yield Applied(code, title, _person(finding), finding.message, by.reason, by.seen_by)
