"""What one turn really filed, by the mock's own ledger; then an empty world for the next.

Empty, because every contender files for one owner from one account: what the others filed would
lie on the account's list, and whoever looks there for a second record of his own (portal_bot does)
would open theirs, too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bench import journey_national, journey_v2
from bench.dossiers import PLAIN
from tests.support.mock import MockPortal

# The portal's own blocks, of which the golden has only igate_v1's.
_OWN = ("Thông tin người nộp hồ sơ", "Thông tin chủ hồ sơ", "Thông tin chung", "Phần ")
_LEVELS = ("Tỉnh/Thành phố", "Quận/Huyện", "Phường/Xã")
NAME = "Người được khai sinh / Họ, chữ đệm, tên"
REFERENCE = "Thông tin chung / Ghi chú"


def settle(mock: MockPortal, number: str, child: str) -> None:
    """Fields, papers, delivery are the golden's, but for the child's name and our reference.

    Raises:
        AssertionError: it was filed otherwise, or not just once.
    """
    platform = mock.get("/health")["platform"]
    plain = journey_national.PLAIN if platform == "national" else PLAIN
    golden = json.loads(plain.with_suffix(".expected.json").read_text("utf-8"))
    wanted = {**golden["fields"], NAME: child}
    wanted.pop(REFERENCE, None)
    (stored,) = mock.submissions()
    assert stored["number"] == number, f"told {number}, stored {stored['number']}"
    fields = {**stored["fields"]}
    fields.pop(REFERENCE, None)
    if platform == "igate_v2":
        wanted, fields = _since_2025(wanted), _declared(fields)
    assert fields == wanted, f"filed otherwise: {sorted(fields.items() ^ wanted.items())}"
    for part in ("papers", "delivery"):
        assert stored[part] == golden[part], f"filed otherwise: {stored[part]}"
    mock.reset()


def _declared(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if not name.startswith(_OWN)}


def _since_2025(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The declaration with all of its addresses, which are one place, as the successor has it."""
    province, district, ward = _LEVELS
    now = {province: journey_v2.PROVINCE, ward: journey_v2.WARD}
    return {
        name: now.get(name.rpartition(" / ")[2], value)
        for name, value in _declared(fields).items()
        if not name.endswith(district)
    }
