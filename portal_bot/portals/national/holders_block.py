"""The block in which the portal itself says who is signed in: read before anything is filled in."""

from __future__ import annotations

SUBMITTER = "Thông tin người nộp"
NAME, NUMBER = "Họ, chữ đệm, tên người nộp", "Số định danh cá nhân"
