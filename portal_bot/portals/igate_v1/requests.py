"""The requests that the product's pages are known to make: what is not here does not pass.

Seen on the mock, whose addresses are evidenced where `mock_portal/README.md` says so; at a live
portal each must be looked up before the first dossier.
"""

from __future__ import annotations

import re

from portal_bot.browser.gate import Named, Requests

PREFIX = "/dich-vu-cong"
ONLINE = f"{PREFIX}/tiep-nhan-online"
RESULT = f"{ONLINE}/ket-qua"
OWN = f"{PREFIX}/ca-nhan"


def _get(path: str) -> Named:
    return Named("GET", re.compile(path))


def _post(path: str) -> Named:
    return Named("POST", re.compile(path))


# The account's own pages, and the sign-in screen to which an ended session leads.
_LOOKING = (
    _get(rf"{OWN}/quan-ly-ho-so"),
    _get(rf"{OWN}/ho-so/[\w.-]+"),
    _get(rf"{PREFIX}/dang-nhap"),
)
_SUPPLEMENT = rf"{OWN}/ho-so/[\w.-]+/bo-sung"
REQUESTS = Requests(
    commit=Named("POST", re.compile(rf"{ONLINE}/nopHoSo"), query=False),
    commit_like=re.compile(r"nop[-_]?ho[-_]?so", re.IGNORECASE),
    review=(
        *_LOOKING,
        # The fee page: what it costs, the post's address, the way on.
        _get(rf"{ONLINE}/nhap-le-phi-ho-so"),
        _post(rf"{ONLINE}/checkAnHienLePhi"),
        _get(rf"{PREFIX}/model/htmloption/[\w-]+"),
        Named("POST", re.compile(rf"{ONLINE}/luuLePhiHoSo"), leads_on=True),
        # What another draft was filled with: is it one of the same dossier?
        _get(rf"{ONLINE}/nhap-thong-tin-ho-so"),
        # The review page and its captcha.
        _get(rf"{ONLINE}/kiem-tra-ho-so"),
        _get(rf"{PREFIX}/captcha(?:/\w+\.png)?"),
        _post(rf"{PREFIX}/captcha/kiem-tra"),
    ),
    reading=(
        *_LOOKING,
        _post(rf"{PREFIX}/dang-nhap"),
        _get(rf"(?:{PREFIX})?/?"),
        _get(rf"{PREFIX}/thu-tuc"),
        _get(RESULT),
        _get(rf"{ONLINE}/kiem-tra-ho-so"),
        _get(rf"{PREFIX}/captcha/\w+\.png"),
        _get(rf"{OWN}/ho-so/[\w.-]+/(?:giay-tiep-nhan|tep/\w+|ket-qua)"),
    ),
)
# A session in which papers are added to a stored dossier: it is narrow from its first page on.
ADDING = Requests(
    commit=Named("POST", re.compile(_SUPPLEMENT), query=False),
    commit_like=REQUESTS.commit_like,
    review=(*REQUESTS.reading, _get(_SUPPLEMENT)),
    reading=REQUESTS.reading,
    with_files=True,
)
