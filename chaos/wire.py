"""What passes on the wire: which request is which moment of a filing.

The proxy's own words, not the library's: were both made from one definition, a commit request that
the library does not recognise would not be seen here either.
"""

from __future__ import annotations

import re

COMMIT = "commit"
COMMIT_ANSWER = "commit_answer"
API = "/__mock__"

_HEAD = re.compile(rb"(GET|POST) (\S+) HTTP/1\.[01]\r\n")
_ONLINE = "/dich-vu-cong/tiep-nhan-online/"
_APPLY = "/vi/padsvc/api/"
_SUBMITTING = "/api/v1/submitting/"
_POINTS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (point, method, re.compile(pattern + r"(?:\?|$)"))
    for point, method, pattern in (
        ("sign_in", "POST", "/dich-vu-cong/dang-nhap"),
        ("agency", "POST", _ONLINE + "chon-co-quan"),
        ("form", "POST", _ONLINE + "luuHoSo"),
        ("upload", "POST", _ONLINE + "taiTep"),
        ("fee", "POST", _ONLINE + "luuLePhiHoSo"),
        ("review", "GET", _ONLINE + "kiem-tra-ho-so"),
        ("captcha", "POST", "/dich-vu-cong/captcha/kiem-tra"),
        (COMMIT, "POST", _ONLINE + "nopHoSo"),
        ("result", "GET", _ONLINE + "ket-qua"),
        ("list", "GET", "/dich-vu-cong/ca-nhan/quan-ly-ho-so"),
        ("record", "GET", r"/dich-vu-cong/ca-nhan/ho-so/[^/?]+"),
        # The successor's, whose result comes with the answer and is no request of its own.
        ("sign_in", "POST", "/vi/dang-nhap"),
        ("agency", "POST", _APPLY + "ho-so"),
        ("form", "POST", _APPLY + "thong-tin"),
        ("upload", "POST", _APPLY + "tai-tep"),
        ("fee", "POST", _APPLY + "phi"),
        ("review", "GET", _APPLY + "nop"),
        ("captcha", "POST", "/vi/captcha/kiem-tra"),
        (COMMIT, "POST", _APPLY + "nop-ho-so"),
        ("list", "GET", "/vi/ca-nhan/quan-ly-ho-so"),
        ("record", "GET", r"/vi/ca-nhan/ho-so/[^/?]+"),
        # The national portal's one page: nearest to a review is the look-up of who is named.
        ("sign_in", "POST", "/vneid"),
        ("agency", "POST", _SUBMITTING + "formality/list-department-url-by-citizen"),
        ("form", "POST", "/api/v1/configuring/formality/get-formality-form-by-citizen"),
        ("upload", "POST", _SUBMITTING + "upload-attachment-by-citizen"),
        ("review", "POST", _SUBMITTING + "get-citizen-by-code"),
        (COMMIT, "POST", _SUBMITTING + "create-dossier-by-citizen"),
        # The ministry's wizard: its forms, in their frame, pass here as well.
        ("agency", "POST", "/api/HoSo/thong-tin-chung"),
        ("form", "POST", "/api/eform-service/api/call-api"),
        ("review", "POST", "/api/eform-service/api/luu-to-khai"),
        ("upload", "POST", "/api/File/upload"),
        (COMMIT, "POST", "/api/HoSo/gui-ho-so"),
        ("result", "GET", r"/ket-qua-nop-ho-so/[^/?]+"),
        ("list", "GET", "/ca-nhan/quan-ly-ho-so"),
        ("record", "GET", r"/ca-nhan/ho-so/[^/?]+"),
    )
)
POINTS = frozenset({COMMIT_ANSWER, *(point for point, _, _ in _POINTS)})


def head(chunk: bytes) -> tuple[str, str] | None:
    """Method and target of a request that begins with this chunk, or `None`."""
    found = _HEAD.match(chunk)
    return (found[1].decode(), found[2].decode("latin-1")) if found else None


def point(method: str, target: str) -> str | None:
    """Which moment of a filing this request is, if it is one that has a name."""
    return next((p for p, m, way in _POINTS if m == method and way.match(target)), None)
