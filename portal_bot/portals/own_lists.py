"""What each platform calls the account's own list of dossiers: there people are sent to look.

National and moj: nobody has seen the list; its name is the citizens' guides' (“Thông tin cá nhân →
Dịch vụ công của tôi”), and the ministry's wizard is taken to lead to the same.
"""

from __future__ import annotations

from collections.abc import Mapping

OWN_LISTS: Mapping[str, str] = {
    "igate_v1": "Quản lý hồ sơ",
    "igate_v2": "Hồ sơ của tôi",
    "moj": "Dịch vụ công của tôi",
    "national": "Dịch vụ công của tôi",
}
# Where nobody knows which portal it is, or several are meant.
SOME_LIST = "danh sách hồ sơ của tài khoản"
