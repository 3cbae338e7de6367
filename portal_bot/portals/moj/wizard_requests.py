"""The wizard's addresses, and the requests that its pages are known to make.

Seen in public code: the list, the wizard, the e-form and its lists, the two calls of the wallet. Of
what files a dossier, and of the list, the record and the result, nobody has seen the address:
those are the mock's.
"""

from __future__ import annotations

import re

from portal_bot.browser.gate import Named, Requests
from portal_bot.portals.national.interface import OWN

LIST = "/danh-sach-thu-tuc"
WIZARD = re.compile(r"/nop-ho-so/\d+")
RESULT = "/ket-qua-nop-ho-so/"


def _get(path: str) -> Named:
    return Named("GET", re.compile(path))


def _post(path: str) -> Named:
    return Named("POST", re.compile(path))


_OWN_PAGES = (_get(rf"{OWN}/quan-ly-ho-so"), _get(rf"{OWN}/ho-so/[\w.-]+"), _get("/dang-nhap"))
REQUESTS = Requests(
    commit=Named("POST", re.compile(r"/api/HoSo/gui-ho-so"), query=False),
    # The wizard itself stands at `nop-ho-so`.
    commit_like=re.compile(r"gui[-_]?ho[-_]?so|api/HoSo/nop", re.IGNORECASE),
    review=(*_OWN_PAGES, _post(r"/api/DanhMuc/phuong-xa")),
    reading=(
        *_OWN_PAGES,
        _get("/"),
        _get(rf"{RESULT}[\w-]+"),
        _get(rf"{OWN}/ho-so/[\w.-]+/(?:giay-tiep-nhan|tep/\w+|ket-qua)"),
        # The holder signs in, modal by modal.
        _post(r"/vneid(?:/\w+)?"),
        _get(r"/vneid/\w+"),
    ),
)
