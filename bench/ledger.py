"""What one turn really filed, by the mock's own ledger; then an empty world for the next.

Empty, because every contender files for one owner from one account: what the others filed would
lie on the account's list, and whoever looks there for a second record of his own (portal_bot does)
would open theirs, too.
"""

from __future__ import annotations

import json

from bench.dossiers import PLAIN
from tests.support.mock import MockPortal

NAME = "Người được khai sinh / Họ, chữ đệm, tên"
REFERENCE = "Thông tin chung / Ghi chú"


def settle(mock: MockPortal, number: str, child: str) -> None:
    """Fields, papers, delivery are the golden's, but for the child's name and our reference.

    Raises:
        AssertionError: it was filed otherwise, or not just once.
    """
    golden = json.loads(PLAIN.with_suffix(".expected.json").read_text("utf-8"))
    wanted = {**golden["fields"], NAME: child}
    del wanted[REFERENCE]
    (stored,) = mock.submissions()
    assert stored["number"] == number, f"told {number}, stored {stored['number']}"
    fields = {**stored["fields"]}
    fields.pop(REFERENCE, None)
    assert fields == wanted, f"filed otherwise: {sorted(fields.items() ^ wanted.items())}"
    for part in ("papers", "delivery"):
        assert stored[part] == golden[part], f"filed otherwise: {stored[part]}"
    mock.reset()
