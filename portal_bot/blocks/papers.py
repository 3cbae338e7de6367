"""Papers that many procedures list in the same words."""

from __future__ import annotations

from typing import Any

from portal_bot.dossier.field import Field


def authorization_paper(purpose: str) -> Any:
    """The power of attorney, asked for where a `DelegatingRequester` sends somebody.

    Args:
        purpose: what it is for, as the list of papers words it: ``"việc đăng ký khai tử"``.
    """
    return Field(
        None,
        title=f"Văn bản ủy quyền {purpose} (được chứng thực; người được ủy quyền là ông, bà, cha, "
        "mẹ, con, vợ, chồng, anh, chị, em ruột thì không phải chứng thực)",
        when={"requester.submitter_role": ["authorized"]},
    )


def requester_identity_paper() -> Any:
    """The requester's card or passport, shown at the counter."""
    return Field(
        None,
        title="Giấy tờ tùy thân của người yêu cầu (hộ chiếu, CMND, CCCD hoặc giấy tờ có dán ảnh "
        "còn giá trị)",
        present_only=True,
    )


def residence_paper() -> Any:
    """The proof of residence, shown at the counter while registers are not joined yet."""
    return Field(
        None,
        title="Giấy tờ chứng minh nơi cư trú (giai đoạn chuyển tiếp; từ 2023 tra cứu CSDL dân cư)",
        present_only=True,
    )
