"""How a procedure is filed, in the words of a leaflet, a poster and a loudspeaker."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FilingWay:
    """One way.

    Attributes:
        leaflet: behind the level, on a leaflet.
        poster: behind the level, on the poster.
        spoken: a sentence for the loudspeaker.
        is_online: whether there are steps on a portal to tell.
    """

    leaflet: str
    poster: str
    spoken: str
    is_online: bool = True


FULL = FilingWay(
    "làm trọn trên mạng, không phải đến xã",
    "làm trọn trên mạng",
    "Hồ sơ nộp trên mạng, bằng điện thoại hoặc máy tính, không phải chờ ở xã.",
)
PARTIAL = FilingWay(
    "nộp trên mạng, rồi đến xã ký, trả tiền và nhận kết quả",
    "nộp trên mạng, đến xã ký, trả tiền và nhận kết quả",
    "Hồ sơ nộp trên mạng trước, rồi đến xã ký, đối chiếu giấy tờ và nhận kết quả.",
)
ONLINE = FilingWay(
    "nộp trên mạng; có phải đến xã hay không là tùy từng xã",
    "nộp trên mạng",
    "Hồ sơ nộp trên mạng; có phải đến xã hay không, bà con hỏi xã.",
)
COUNTER = FilingWay(
    "không nộp trên mạng được: đến xã nộp",
    "không nộp trên mạng được, đến xã nộp",
    "Thủ tục này không nộp trên mạng được, xin đến Bộ phận Một cửa nộp hồ sơ.",
    is_online=False,
)
UNSURE = FilingWay(
    "chưa rõ có nộp trên mạng được không: hỏi xã trước",
    "chưa rõ có nộp trên mạng được không, hỏi xã trước",
    "Chưa rõ thủ tục này nay nộp thế nào, bà con hỏi Bộ phận Một cửa trước khi làm.",
    is_online=False,
)
