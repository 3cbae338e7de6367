"""The requests that the product's pages are known to make: what is not here does not pass.

Seen on the mock, whose addresses are reconstructed but for that of the application itself; at a
live portal each must be looked up before the first dossier.
"""

from __future__ import annotations

import re

from portal_bot.browser.gate import Named, Requests

PREFIX = "/vi"
APPLY = f"{PREFIX}/padsvc/apply-online"
API = f"{PREFIX}/padsvc/api"
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
# What a step shows, asked for when one goes to it, the forms of other drafts likewise.
_STEPS = (
    _get(rf"{APPLY}/[0-9a-f]{{24}}"),
    _get(rf"{API}/(?:thong-tin|thanh-phan|phi|nop)"),
    _get(rf"{API}/danh-muc/[\w-]+"),
    _get(rf"{PREFIX}/captcha(?:/\w+\.png)?"),
)
REQUESTS = Requests(
    commit=Named("POST", re.compile(rf"{API}/nop-ho-so"), query=False),
    commit_like=re.compile(r"(?:nop|gui)[-_]?ho[-_]?so", re.IGNORECASE),
    review=(
        *_LOOKING,
        *_STEPS,
        # The fees are worked out after every change.
        _post(rf"{API}/phi"),
        # A draft that is taken up is led through its steps again.
        Named("POST", re.compile(rf"{API}/(?:thong-tin|thanh-phan)"), leads_on=True),
        _post(rf"{PREFIX}/captcha/kiem-tra"),
    ),
    reading=(
        *_LOOKING,
        *_STEPS,
        _post(rf"{PREFIX}/dang-nhap"),
        _get(rf"(?:{PREFIX})?/?"),
        _get(rf"{PREFIX}/(?:trangchu|thu-tuc)"),
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
