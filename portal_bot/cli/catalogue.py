"""`portal-bot catalogue`: our facts beside what a portal's own public interface says."""

from __future__ import annotations

from portal_bot.cli import catalogue_diff, catalogue_pull
from portal_bot.cli.commands import group

command = group(
    {"pull": catalogue_pull.command, "diff": catalogue_diff.command},
    help="Đối chiếu danh mục của chương trình với giao diện công khai của cổng: chỉ đọc, không "
    "đăng nhập, không nộp gì.",
    example="portal-bot catalogue diff khai sinh --portal mock",
)
