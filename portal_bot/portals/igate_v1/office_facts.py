"""Thông tin từ cơ quan giải quyết: what a stored dossier's page tells of the office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from portal_bot.form.text import fold
from portal_bot.moments import in_vietnam
from portal_bot.portals.peoples_words import keep_out
from portal_bot.portals.told_office import Added, AddedPaper, OfferedResult, ToldOffice, ToldStep

ASKED, REASON, UNTIL, PAY_UNTIL = "Cần bổ sung", "Lý do", "Hạn bổ sung", "Hạn nộp"
CONFIRM_UNTIL = "Xác nhận trước"
STATE = "Trạng thái"


def office_of(told: Mapping[str, Any], head: Mapping[str, str]) -> ToldOffice:
    """As `record.js` tells of it; what stands above the declaration tells the state."""
    facts: dict[str, Mapping[str, Any]] = {fold(one["label"]): one for one in told["facts"]}

    def fact(label: str) -> Mapping[str, Any]:
        return facts.get(fold(label), {"text": "", "items": [], "day": None})

    result = told["result"]
    added = [paper for one in told["added"] for paper in one["papers"]]
    keep_out(
        [fact(REASON)["text"], *(one["note"] for one in (*told["steps"], *told["added"]))],
        titles=fact(ASKED)["items"],
        files=[one["name"] for one in (*added, *([result] if result else ()))],
    )
    return ToldOffice(
        words=head.get(STATE, ""),
        steps=tuple(ToldStep(_moment(s["at"]), s["words"], s["note"]) for s in told["steps"]),
        due=_day(told["due"]),
        asked=tuple(fact(ASKED)["items"]),
        reason=fact(REASON)["text"],
        until=_day(fact(UNTIL)["day"]),
        pay_until=_day(fact(PAY_UNTIL)["day"]),
        confirm_until=_day(fact(CONFIRM_UNTIL)["day"]),
        added=tuple(
            Added(
                one["note"],
                tuple(AddedPaper(p["row"], p["name"], p["size"]) for p in one["papers"]),
            )
            for one in told["added"]
        ),
        result=result and OfferedResult(result["name"], result["size"], result["at"]),
    )


def _day(text: str | None) -> date | None:
    moment = _moment(text)
    return moment.date() if moment else None


def _moment(text: str | None) -> datetime | None:
    try:
        return in_vietnam(datetime.fromisoformat(text)) if text else None
    except ValueError:
        return None
