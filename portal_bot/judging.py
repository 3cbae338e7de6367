"""The way from a file's text to a judged dossier; nothing else is looked at but its scans."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from portal_bot import clock, registry
from portal_bot.catalogue.years import FIRST, Year
from portal_bot.checked import Checked
from portal_bot.dossier.as_sent import told_as_sent
from portal_bot.dossier.block import Block, Declaration
from portal_bot.dossier.context import Context
from portal_bot.dossier.exceptions import Overruled, overrule
from portal_bot.dossier.mentions import among_each_other
from portal_bot.dossier.model import FLOW_PARTS, Dossier
from portal_bot.dossier.places import OF_2022, OF_2025, Agency, agency
from portal_bot.dossier.problems import MORE, Finding, bounded, gravest
from portal_bot.dossier.problems import Path as Place
from portal_bot.dossier.same_rows import rows_said_twice
from portal_bot.dossier.sensitive import (
    declare_day,
    declare_office,
    register_texts,
    register_values,
)
from portal_bot.dossier.source import Source
from portal_bot.dossier.spec import specs
from portal_bot.dossier.standing_in import behind
from portal_bot.dossier.validate import filled, validate
from portal_bot.dossier.written_keys import WrittenKeys, own_path
from portal_bot.intake.cards.identity_papers import IdentityScan
from portal_bot.judged_edition import ELSEWHERE, flow_in, of_the_other, said_edition
from portal_bot.judged_papers import PaperJudge
from portal_bot.papers.limits import Limits
from portal_bot.procedure_names import Miss, look_up
from portal_bot.registry import AnyFlow
from portal_bot.shown import shown

_DECLARATION = FLOW_PARTS[0]


@cache
def default_agency(tree: int = OF_2022) -> Agency:
    """The commune this tool was made for; a portal's profile may say another."""
    return agency("Xã Hòa Thành", "Thị xã Đông Hòa", tree=tree)


def judge(
    checked: Checked,
    source: Source,
    today: date | None,
    office: Agency | None,
    limits: Limits,
    home: Path | None = None,
    edition: Year | None = None,
) -> None:
    """Judges one dossier by itself.

    Args:
        checked: what is found goes there.
        source: what its file says.
        today: the day of judgment; `None`: today in Vietnam.
        office: where it is filed, if it does not say.
        limits: what the portal takes of scans.
        home: where copies of scans are kept; `None`: the usual one.
        edition: which one is spoken where it is filed; `None`: the dossier's own, else the first.
    """
    checked.said, checked.reference = source.data, source.reference
    checked.problems = list(source.problems)
    unsaid = 0
    _keep_out_of_logs(source)
    if source.data is not None:
        day = today or clock.today()
        year = edition or said_edition(source.data) or FIRST
        # Since 2025 there are no districts: no form of a later edition has them.
        tree = office.tree if office and year == FIRST else OF_2022 if year == FIRST else OF_2025
        office = office or default_agency(tree)
        context = Context(day, None, office, tree)
        declare_office(office)
        declare_day(day)
        unsaid = _Check(source, checked, context, limits, home, year).run()
        register_values(checked.dossier, checked.declaration)
    checked.problems = bounded(checked.problems, unsaid, shown(source.path.name))


def _keep_out_of_logs(source: Source) -> None:
    """Before anything is said of it; what a broken dossier says is personal as well."""
    said = source.data.get("procedure") if isinstance(source.data, dict) else None
    flow = look_up(said) if isinstance(said, str) else None
    if flow is None or isinstance(flow, Miss):
        register_texts(source.data, file=source.path)
    else:
        called = (flow.slug, flow.code, flow.title)
        register_texts(source.data, flow.declaration, flow.papers, called=called, file=source.path)


class _Check:
    """The way from a file's text to a judged dossier."""

    def __init__(
        self,
        source: Source,
        checked: Checked,
        context: Context,
        limits: Limits,
        home: Path | None,
        year: Year,
    ) -> None:
        self.source = source
        self.limits = limits
        self.home = home
        self.year = year
        self.checked = checked
        self.context = context
        self.keys = WrittenKeys(source)
        self.data = self.keys.english(source.data, Dossier)
        self.parts: dict[str, Any] = {}
        self.found: list[Finding] = []
        self.cards: list[IdentityScan] = []

    def run(self) -> int:
        """Judges; returns how many problems are left unsaid."""
        if self.source.may_hold_a_card:
            self._unfold_cards()
        own = {key: value for key, value in self.data.items() if key not in FLOW_PARTS}
        whole, part, found = validate(Dossier, own, self.context, None, self.keys.in_labels)
        self.found += found
        said = part.__dict__ if part is not None else {}
        # An office that is named wrongly is unknown; only where none is named is it the usual one.
        office = said["agency"] or self.context.agency if "agency" in said else None
        # Who receives it need not be competent; by whom it is decided is what rules are about.
        office = said.get("competent") or office
        self.context = replace(self.context, applicant=said.get("applicant"), agency=office)
        self.checked.dossier = whole
        self._find_flow(said.get("procedure"))
        if self.checked.flow is not None and not self._is_elsewhere():
            self._of_flow(self.checked.flow, said)
        stated = [self._of_person(each) for each in said.get("exceptions") or ()]
        self.found, self.checked.exceptions = overrule(self.found, stated)
        self.found += self.keys.faults
        return self._tell()

    def _of_flow(self, flow: AnyFlow, said: Mapping[str, Any]) -> None:
        declared = self._declaration(flow)
        if self._is_elsewhere():
            return
        self._together(said, declared)
        if self.context.tree == OF_2025:
            self.found += told_as_sent(said, declared)
        self._papers(flow, declared)
        self._compare_cards(flow)
        self._delivery(flow)
        self._identify(flow)

    def _is_elsewhere(self) -> bool:
        """Whether it is of no form that is known here: nothing more is to be said of it."""
        return any(finding.code in ELSEWHERE for finding in self.found)

    def _tell(self) -> int:
        all_of_them = sum(finding.count for finding in self.found)
        told = gravest([finding for finding in self.found if finding.code != MORE])
        placed = [(self.source.line(finding.path), finding) for finding in told]
        placed.sort(key=lambda each: each[0] or 0)
        self.checked.problems += [self.source.problem(finding, line) for line, finding in placed]
        return all_of_them - len(told)

    def _unfold_cards(self) -> None:
        """A card's line in the place of an id, as a scanner types it."""
        said = self.data.get("procedure")
        found = look_up(said) if isinstance(said, str) else None
        flow = None if found is None or isinstance(found, Miss) else flow_in(found, self.year)
        if flow is not None and not isinstance(flow, Finding):
            from portal_bot.intake.cards.pasted_lines import unfold  # most dossiers have no line

            self.data = copy.deepcopy(self._said(flow))
            self.found += unfold(flow, self.data, self.context.today)
            self.parts[_DECLARATION] = self.data[_DECLARATION]

    def _compare_cards(self, flow: AnyFlow) -> None:
        if self.cards:
            from portal_bot.intake.cards.card_checks import compared  # only where there are scans

            self.found += compared(flow, self._said(flow), self.cards)

    def _said(self, flow: AnyFlow) -> dict[str, Any]:
        return {**self.data, _DECLARATION: self._part(flow.declaration, _DECLARATION)}

    def _find_flow(self, name: str | None) -> None:
        if name is None:
            return
        found = look_up(name)
        if isinstance(found, Miss):
            self.checked.procedure = name
            self.found.append(Finding(("procedure",), "unknown_procedure", found.sentence))
            return
        self.checked.flow, self.checked.procedure = found, found.slug
        there = flow_in(found, self.year)
        if isinstance(there, Finding):
            self.found.append(there)
            return
        self.checked.flow = there
        if said_edition(self.data) not in {None, self.year}:
            self._tell_of_edition(there)

    def _tell_of_edition(self, flow: AnyFlow) -> None:
        """Where the whole dossier is another edition's, that is all there is to say of it."""
        declared = self._part(flow.declaration, _DECLARATION)
        wrong = of_the_other(flow, declared, said_edition(self.data), self.year)
        if wrong is not None:
            self.found = [each for each in self.found if each.path[:1] != (_DECLARATION,)]
            self.found.append(wrong)

    def _declaration(self, flow: AnyFlow) -> Declaration | None:
        said = self._part(flow.declaration, _DECLARATION)
        raw = filled(flow.declaration, said, self.context.applicant)
        in_labels = partial(self._in_labels, _DECLARATION)
        whole, part, found = validate(flow.declaration, raw, self.context, None, in_labels)
        self.found += [finding.under(_DECLARATION) for finding in found]
        if any(finding.code == "unknown_key" for finding in found):
            self._tell_of_edition(flow)
        self.checked.declaration = whole
        return part

    def _of_person(self, stated: Overruled) -> Overruled:
        """The exception, its person by the fields' own names: “khai.người mẹ”."""
        if stated.person is None or self.checked.flow is None:
            return stated
        parts = dict(zip(FLOW_PARTS, (self.checked.flow.declaration, None), strict=True))
        return stated.model_copy(update={"person": own_path(stated.person, Dossier, parts)})

    def _part(self, cls: type[Block], name: str) -> Any:
        """What the flow judges of the file, with the fields' own names."""
        if name not in self.parts:
            self.parts[name] = self.keys.english(self.data.get(name), cls, name)
        return self.parts[name]

    def _in_labels(self, part: str, place: Place) -> bool:
        return self.keys.in_labels((part, *place))

    def _together(self, said: Mapping[str, Any], declared: Declaration | None) -> None:
        """What no block can know alone."""
        self.found += among_each_other(declared, self.context, self.found)
        self.found += rows_said_twice(declared, self.found)
        self.found += behind(said, declared, self.context)

    def _papers(self, flow: AnyFlow, declared: Declaration | None) -> None:
        raw = self._part(flow.papers, "papers") or {}
        in_labels = partial(self._in_labels, "papers")
        _whole, part, found = validate(flow.papers, raw, self.context, declared, in_labels)
        self.found += [_as_paper(finding).under("papers") for finding in found]
        said = part.__dict__ if part else {}
        rows = [(spec, said[spec.name]) for spec in specs(flow.papers) if said.get(spec.name)]
        judge_of_papers = PaperJudge(self.checked, self.source.folder, self.limits, self.home)
        judge_of_papers.judge(rows)
        self.found += judge_of_papers.found
        self.cards = judge_of_papers.cards

    def _delivery(self, flow: AnyFlow) -> None:
        entry, dossier = registry.facts(flow), self.checked.dossier
        # Facts that say nothing of it leave it to the portal's own page.
        if entry is None or dossier is None or not entry.return_methods:
            return
        method = dossier.delivery.method
        if method.value not in entry.return_methods:
            offered = ", ".join(entry.return_methods)
            told = f"Thủ tục này không trả kết quả “{method.label}”; chọn: {offered}"
            self.found.append(Finding(("delivery", "method"), "delivery_not_offered", told))

    def _identify(self, flow: AnyFlow) -> None:
        if self.checked.declaration is not None and self.checked.dossier is not None:
            self.checked.subject = flow.subject_of(self.checked.declaration)


def _as_paper(finding: Finding) -> Finding:
    code = "missing_paper" if finding.code == "missing" else finding.code
    return Finding(finding.path, code, finding.message, finding.severity)
