"""Where each mutant gives itself away: at an event, but for one.

Without settling, who is started again looks before the portal has stored: within the delay, which
is therefore long enough for a busy machine, and that mutant is `SLOW`.
"""

from __future__ import annotations

from portal_bot.chaos.judge import Kind

# The mutant, the cell that tells on it, and what the judge must find there among others.
TELLING: dict[str, tuple[str, Kind]] = {
    "no_gate": ("redirect_307=after/none", Kind.DUPLICATE),
    "no_intent": ("none/program@commit_answer", Kind.DUPLICATE),
    "no_reconciliation": ("commit_then_502/none", Kind.DUPLICATE),
    "no_settling": ("commit_delay=45/program@commit", Kind.DUPLICATE),
    "no_read_back": ("paper_dropped/none", Kind.WRONG_VALUE),
    "no_look": ("draft_pressed/none", Kind.DUPLICATE),
    "absence_by_filter": ("list_shape=cells_joined/program@commit_answer", Kind.DUPLICATE),
    "receipt_unowned": ("foreign_number=nobody/none", Kind.UNTRUE),
    "no_single_writer": ("none/twin@start", Kind.DUPLICATE),
}
SLOW = frozenset({"no_settling"})
# A minute or so for each program: all telling cells, and where else one would look.
WIDE = (
    *(cell for cell, _ in TELLING.values()),
    "commit_then_drop=rst/none",
    "commit_then_expired/program@list",
    "value_truncated/none",
    "none/program@intent",
    "list_lag=4/program@commit_answer",
)
