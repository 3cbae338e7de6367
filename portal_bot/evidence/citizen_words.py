"""What a citizen is told of paying, of the result's way back and of the counter, on every paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portal_bot.catalogue.fee import vnd
from portal_bot.portals.profile_parts import AgencyPath

if TYPE_CHECKING:
    from portal_bot.catalogue.forecast import ByPost
    from portal_bot.evidence.handed_in import HandedIn
    from portal_bot.journal import Due
    from portal_bot.portals.profile import Portal

INFERRED = "(suy ra, chưa ai ở nơi tiếp nhận xác nhận)"


def to_pay(due: Due | None) -> tuple[str, ...]:
    """How much, what for, where and when; `None`: nobody knows."""
    if due is None:
        return ("Chưa rõ: cổng chưa cho biết. Hỏi nơi tiếp nhận trước khi trả tiền cho ai.",)
    if not due.amount:
        return ("Không phải nộp khoản nào.",)
    what = f"{vnd(due.amount)} đồng{f': {due.why}' if due.why else ''}"
    if due.paid:
        return (f"{what}. Đã nộp.",)
    how = (f"Cách nộp: {due.where}.",) if due.where else ()
    return (f"{what}.", *how, f"Lúc nào: {_when(due.where.casefold())}.")


def _when(where: str) -> str:
    """From how a portal says that it is paid."""
    if "quầy" in where or "trực tiếp" in where:
        return f"khi đến quầy, chậm nhất là trước lúc trả kết quả {INFERRED}"
    if "trực tuyến" in where or "thanh toán" in where:
        return "sau khi nộp hồ sơ, lúc cổng báo có yêu cầu thanh toán"
    return "hỏi nơi tiếp nhận"


def way_back(handed_in: HandedIn, portal: Portal, post: ByPost | None) -> tuple[str, ...]:
    """How and where the result comes; of a letter also whose money and how much later."""
    if handed_in.method == "postal":
        fee = portal.counter.post_fee
        return (
            f"Bưu điện đưa đến: {handed_in.recipient}, điện thoại {handed_in.phone}.",
            f"Địa chỉ nhận: {handed_in.letter_to}.",
            f"Cước bưu điện: {fee or 'chưa có số tiền của cổng này'}{_sure(portal, 'post_fee')}.",
            *((f"Lưu ý: {post}.",) if post else ()),
        )
    if handed_in.method == "electronic":
        return (f"Bản điện tử, trên {portal.title}, trong tài khoản đã nộp hồ sơ này.",)
    return (
        f"Đến nhận tại {counter_name(handed_in, portal)}.",
        "Mang theo giấy tờ tùy thân của chủ hồ sơ (đi thay thì thêm giấy ủy quyền).",
    )


def counter_name(handed_in: HandedIn, portal: Portal) -> str:
    """Where the dossier lies: the counter by its name and address, else the office's."""
    known = portal.counter
    if not has_counter(handed_in, portal) or not known.name:
        return f"Bộ phận Một cửa {handed_in.agency}"
    return ", ".join(filter(None, (known.name, known.address))) + _sure(portal, "name", "address")


def opening_hours(handed_in: HandedIn, portal: Portal) -> str:
    """When the counter is open; empty: nobody has said."""
    known = portal.counter
    if not has_counter(handed_in, portal) or not known.hours:
        return ""
    spans = " và ".join(f"{opens:%H:%M} đến {closes:%H:%M}" for opens, closes in known.hours)
    days = f", {known.days}" if known.days else ""
    return f"{spans}{days}{_sure(portal, 'hours', 'days')}"


def to_follow(handed_in: HandedIn, portal: Portal, look_up: str) -> Iterator[str]:
    """How the dossier is followed by telephone, and without one.

    Args:
        handed_in: the dossier.
        portal: where it is.
        look_up: the address that the QR holds; empty: none is known.
    """
    known = portal.counter
    if look_up:
        place, _, _ = look_up.partition("?")
        yield (
            "Mở máy ảnh của điện thoại, đưa vào ô vuông bên trên rồi bấm vào dòng hiện ra; hoặc "
            f"vào {place} và gõ số hồ sơ{_sure(portal, 'look_up')}."
        )
    if has_counter(handed_in, portal) and known.phone:
        yield f"Gọi {known.phone}, đọc số hồ sơ{_sure(portal, 'phone')}."
    else:
        yield f"Hỏi {counter_name(handed_in, portal)}, đọc hoặc đưa số hồ sơ."


def has_counter(handed_in: HandedIn, portal: Portal) -> bool:
    """Whether what is known of the portal's counter holds for this dossier's agency."""
    place = AgencyPath(
        province=handed_in.province, district=handed_in.district, commune=handed_in.commune
    )
    return portal.is_at(place)


def _sure(portal: Portal, *names: str) -> str:
    known = portal.counter
    told = {name for name in names if getattr(known, name)}
    return f" {INFERRED}" if told & set(known.inferred) else ""
