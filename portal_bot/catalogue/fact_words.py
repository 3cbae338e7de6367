"""What the facts' own codes are called where people read them."""

from __future__ import annotations

from portal_bot.catalogue._data import read

UNITS = {"working_days": "ngày làm việc", "calendar_days": "ngày"}
# Where an online form is filled in.
FORMS = {
    "national_page": "tờ khai một trang trên Cổng Dịch vụ công quốc gia",
    "ministry_wizard": "tờ khai nhiều bước trên cổng dịch vụ công của Bộ Tư pháp",
    "province": "cổng của tỉnh",
}
# The levels of 2011 in the words of 2022 (Nghị định 42/2022/NĐ-CP).
LEVELS_NOW = {3: "một phần", 4: "toàn trình"}


def submitter(word: str) -> str:
    """Who may submit; what the list does not know was written for people already."""
    words: dict[str, str] = read("submitters")["words"]
    return words.get(word, word)
