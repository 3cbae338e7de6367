"""`python -m bench.redaction`: what a line of the log costs, however many values are registered.

The values are drawn: names, numbers, telephones, places, days. The line is one that holds none of
them, as nearly all are, and one that holds three.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc

from portal_bot.privacy import MASK, Redactor

COUNTS = (10, 10_000, 200_000)
BUDGET_MS = 0.6
_TIMES = 300
_PLAIN = (
    "birth_registration, bước “Điền tờ khai”: không có ô “Giới tính” trong “Người được khai sinh” "
    "(2026-11-22T16:51:33+07:00, H45.22243-261123-0001, PB-UHSG7NSTT4)"
)
_FAMILIES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Hoàng",
    "Phan",
    "Vũ",
    "Đặng",
    "Bùi",
    "Hồ",
    "Lý",
)
_GIVEN = ("Văn", "Thị", "Hữu", "Đức", "Ngọc", "Minh", "Thanh", "Xuân", "Kim", "Thu", "Bảo", "Lan")


def drawn(count: int, dice: random.Random) -> list[str]:
    """So many values of invented people."""
    ways = (
        lambda: f"{dice.choice(_FAMILIES)} {' '.join(dice.choices(_GIVEN, k=3))}",
        lambda: f"0{dice.randrange(10**11):011}",
        lambda: f"0{dice.randrange(10**9):09}",
        lambda: f"Thôn {' '.join(dice.choices(_GIVEN, k=2))} {dice.randrange(1000)}",
        lambda: f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{dice.randint(1930, 2025)}",
    )
    return [ways[number % len(ways)]() for number in range(count)]


def _line_ms(redactor: Redactor, line: str) -> float:
    began = time.process_time()
    for _ in range(_TIMES):
        redactor.redact(line)
    return (time.process_time() - began) / _TIMES * 1000


def main() -> int:
    dice = random.Random(1)  # noqa: S311 - so that it is the same each time
    worst = 0.0
    sys.stdout.write(
        "| Values | registered in | held in | a line without | with three |\n"
        "|---|---|---|---|---|\n"
    )
    for count in COUNTS:
        values = drawn(count, dice)
        redactor = Redactor()
        tracemalloc.start()
        redactor.register(values)
        redactor.redact("settles it")
        held = tracemalloc.get_traced_memory()[0] / 1e6
        tracemalloc.stop()
        redactor, began = Redactor(), time.process_time()
        redactor.register(values)
        redactor.redact("settles it")
        taken = time.process_time() - began
        full = f"hồ sơ của {values[0]}, số {values[1]}, điện thoại {values[2]}: đã nhận"
        assert redactor.redact(full).count(MASK) == 3
        assert redactor.redact(_PLAIN) == _PLAIN
        plain_ms, full_ms = _line_ms(redactor, _PLAIN), _line_ms(redactor, full)
        worst = max(worst, plain_ms, full_ms)
        row = f"{count:,} | {taken:.2f} s | {held:.1f} MB | {plain_ms:.3f} ms | {full_ms:.3f} ms"
        sys.stdout.write(f"| {row} |\n")
    return int(worst > BUDGET_MS)


if __name__ == "__main__":
    sys.exit(main())
