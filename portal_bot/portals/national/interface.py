"""The portal's addresses, and the requests that its pages are known to make.

Seen in public code: the interface's names, the form's page, its deep link. Of the list, the record
and the result nobody has seen the address: those are the mock's.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress

from portal_bot.browser.gate import Named, Requests

API = "/api/v1"
SEARCH = "/tim-kiem-thu-tuc-hanh-chinh"
FORM = "/nop-ho-so"
RESULT = "/ket-qua-nop-ho-so/"
PAY = "/thanh-toan-truc-tuyen/"
OWN = "/ca-nhan"
LOOK_UP = f"{API}/submitting/get-citizen-by-code"
AGENCIES = f"{API}/submitting/formality/list-department-url-by-citizen"


def _get(path: str) -> Named:
    return Named("GET", re.compile(path))


def _post(path: str) -> Named:
    return Named("POST", re.compile(path))


def json_object(body: str | bytes | None) -> Mapping[str, object]:
    """What a body says, if it is an object in JSON; else nothing."""
    # It may nest without end as well.
    with suppress(ValueError, RecursionError):
        said = json.loads(body or "")
        if isinstance(said, dict):
            return said
    return {}


def files_a_dossier(body: bytes | None) -> bool:
    """Whether this body files: one that keeps a draft goes to the very same address."""
    return json_object(body).get("isDraft") is False


_LISTS = _post(rf"{API}/configuring/location/(?:province-vn|list-by-citizen)")
_OWN_PAGES = (_get(rf"{OWN}/quan-ly-ho-so"), _get(rf"{OWN}/ho-so/[\w.-]+"), _get("/dang-nhap"))
REQUESTS = Requests(
    commit=Named("POST", re.compile(rf"{API}/submitting/create-dossier-by-citizen"), query=False),
    # Paying is a person's deed, as filing is the gate's.
    commit_like=re.compile(rf"create-?dossier|submit-?dossier|{PAY}", re.IGNORECASE),
    review=(*_OWN_PAGES, _LISTS, _post(LOOK_UP)),
    reading=(
        *_OWN_PAGES,
        _LISTS,
        _get("/"),
        _get(rf"{RESULT}[\w-]+"),
        _get(rf"{OWN}/ho-so/[\w.-]+/(?:giay-tiep-nhan|tep/\w+|ket-qua)"),
        # The holder signs in, modal by modal.
        _post(r"/vneid(?:/\w+)?"),
        _get(r"/vneid/\w+"),
    ),
    files=files_a_dossier,
)
