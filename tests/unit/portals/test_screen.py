"""What a press led to, told from what the page shows then."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from portal_bot.errors import PortalError, PortalRejected, PortalUnavailable
from portal_bot.portals.igate_v1.sign_in import SignInScreen
from portal_bot.portals.igate_v2.form_step import FormStep
from portal_bot.portals.igate_v2.papers_step import PapersStep
from portal_bot.portals.screen import Seen, Tab


@pytest.mark.parametrize(
    ("said", "again", "kind", "word"),
    [
        # A request of the page's own came to nothing: the dossier was not looked at.
        ("Không kết nối được máy chủ", False, PortalUnavailable, "Không kết nối được máy chủ"),
        ("Hệ thống đang bảo trì. Vui lòng thử lại sau", False, PortalUnavailable, "bảo trì"),
        ("", True, PortalUnavailable, FormStep.heading),
        ("Số định danh không hợp lệ", False, PortalRejected, "Số định danh không hợp lệ"),
        # It made the form anew to say what is wrong with it.
        ("Số định danh không hợp lệ", True, PortalRejected, "Số định danh không hợp lệ"),
    ],
)
def test_a_press_that_leads_nowhere_is_the_portals_trouble_or_its_no(
    said: str, again: bool, kind: type[PortalError], word: str
) -> None:
    page: Any = SimpleNamespace(on=lambda *_: None)
    nowhere: Any = None
    seen = Seen(
        headings=(FormStep.heading,),
        messages=(said,) if said else (),
        fresh=False,
        text="",
        status=200,
        retry_after=None,
        again=again,
    )
    with pytest.raises(kind, match=word):
        Tab(page, nowhere, SignInScreen).expect(seen, PapersStep, before=FormStep.heading)
