"""A procedure as the portal published it beside our facts: all differences, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal_bot.catalogue.editions import Edition
from portal_bot.errors import PortalChanged
from portal_bot.form.contract import Weight, worst
from portal_bot.moments import iso
from portal_bot.portals.profile import Portal
from portal_bot.published.difference import MEND, STOP, CatalogueDrift
from portal_bot.published.facts_drift import record_differences, service_differences
from portal_bot.published.form_drift import form_differences
from portal_bot.published.known_form import known_form
from portal_bot.published.own_agency import of_own_agency, services_of
from portal_bot.published.pulling import (
    FORMED,
    LISTED,
    has_form,
    record_of,
    rows_of,
)
from portal_bot.published.shelf import Shelf
from portal_bot.published.survey_form import PublishedForm, read_form
from portal_bot.published.told import ToldForm, ToldListed, ToldRecord, ToldService, read_as


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of one procedure.

    Attributes:
        slug: which one.
        code: its code in our facts.
        differences: the heavy ones are not sorted out: see `weight`.
        missing: what could not be compared, and why, for people.
        form: the form that was published; `None`: none was.
        at: when the portal said it, ISO 8601; empty: never.
    """

    slug: str
    code: str
    differences: tuple[CatalogueDrift, ...]
    missing: tuple[str, ...]
    form: PublishedForm | None = None
    at: str = ""

    @property
    def weight(self) -> Weight | None:
        """The heaviest difference."""
        return worst(self.differences)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "procedure": self.slug,
            "code": self.code,
            "published_at": self.at or None,
            "weight": self.weight,
            "differences": [one.as_json() for one in self.differences],
            "not_compared": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class Beside:
    """All that was pulled from one portal.

    Args:
        portal: which portal.
        home: where its answers lie.
    """

    portal: Portal
    home: Path
    shelf: Shelf
    listed: dict[str, ToldListed] | None
    services: list[ToldService] | None

    @classmethod
    def of(cls, portal: Portal, home: Path) -> Beside:
        """Reads the lists once.

        Raises:
            PortalChanged: they have another shape than is known.
        """
        shelf = Shelf(home, portal.name)
        rows = rows_of(shelf, LISTED, ToldListed, "danh sách thủ tục")
        listed = None if rows is None else {one.code: one for one in rows}
        return cls(portal, home, shelf, listed, services_of(shelf))

    def compare(self, edition: Edition) -> Compared:
        """One procedure.

        Raises:
            SetupError: the home keeps a form that is not understood.
        """
        code = edition.code.value
        if code is None:
            why = edition.code.unknown or edition.code.absent
            return Compared(edition.slug, "", (), (f"chưa biết mã năm 2026: {why}",))
        missing: list[str] = []
        found: list[CatalogueDrift] = []
        forms: list[PublishedForm] = []
        at = ""
        try:
            found += self._listed(code, missing)
            kept = record_of(self.shelf, code)
            at = iso(kept[0].at) if kept else ""
            record = kept[1] if kept else None
            if record is None:
                missing.append("dữ kiện thủ tục: chưa hỏi được")
            else:
                found += record_differences(edition, record, ids=not self.portal.practice)
            found += self._service(edition, code, missing)
            if record is not None and has_form(edition):
                forms = self._forms(record, missing)
        except PortalChanged as error:
            found.append(CatalogueDrift("breaking", "unreadable", "", error.message, todo=STOP))
        found += self._form_differences(edition, forms, missing)
        form = forms[0] if forms else None
        return Compared(edition.slug, code, tuple(dict.fromkeys(found)), tuple(missing), form, at)

    def _listed(self, code: str, missing: list[str]) -> Iterator[CatalogueDrift]:
        if self.listed is None:
            missing.append("danh sách thủ tục: chưa hỏi hết")
        elif code not in self.listed:
            words = "cổng không còn thủ tục này trong danh sách"
            yield CatalogueDrift("breaking", "not_listed", "code", words, todo=MEND)

    def _service(self, edition: Edition, code: str, missing: list[str]) -> Iterator[CatalogueDrift]:
        if self.services is None:
            missing.append("cơ quan thực hiện: chưa hỏi hết")
            return
        own = of_own_agency(self.portal, self.services)
        if not own:
            missing.append(
                f"cơ quan thực hiện: không có đúng một cơ quan tên {self.portal.agency.commune}"
            )
            return
        line = next((one for one in own if one.formality_code == code), None)
        yield from service_differences(edition, line)

    def _forms(self, record: ToldRecord, missing: list[str]) -> list[PublishedForm]:
        """The form of each of its cases: one form may serve several."""
        found = []
        for case in record.cases:
            kept = self.shelf.get(FORMED, case.id)
            if kept is not None and kept.data is not None:
                told = read_as(ToldForm, kept.data, f"tờ khai {record.code}")
                found.append(read_form(told.form_json, told.version))
        if not found:
            missing.append("tờ khai: chưa hỏi được mẫu nào")
        return found

    def _form_differences(
        self, edition: Edition, forms: Sequence[PublishedForm], missing: list[str]
    ) -> Iterator[CatalogueDrift]:
        known = known_form(edition, self.home, self.portal.name) if forms else None
        if known is None:
            if forms:
                missing.append("tờ khai: chưa biết gì để đối chiếu; xem rồi giữ bằng --keep")
            return
        if not known.whole:
            missing.append(
                "tờ khai: mới biết tên và loại câu hỏi, nhãn thì chưa; xem rồi giữ bằng --keep"
            )
        for form in forms:
            yield from form_differences(known, form)
