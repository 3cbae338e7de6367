"""Where each mutant gives itself away: at an event, however fast the machine is.

Without settling, who is started again looks before the portal has stored: this one stores once it
has been looked at. It says that it may take ten minutes, and whoever is honest about that waits
for them; so all others meet the same portal in seconds.
"""

from __future__ import annotations

from portal_bot.chaos.judge import Kind

# The mutant, the cell that tells on it, and what the judge must find there among others.
TELLING: dict[str, tuple[str, Kind]] = {
    "no_gate": ("redirect_307=after/none", Kind.DUPLICATE),
    "no_intent": ("none/program@commit_answer", Kind.DUPLICATE),
    "no_reconciliation": ("commit_then_502/none", Kind.DUPLICATE),
    "no_settling": ("commit_delay=list/program@commit", Kind.DUPLICATE),
    "no_read_back": ("paper_dropped/none", Kind.WRONG_VALUE),
    "no_look": ("draft_pressed/none", Kind.DUPLICATE),
    "absence_by_filter": ("list_shape=cells_joined/program@commit_answer", Kind.DUPLICATE),
    "receipt_unowned": ("foreign_number=nobody/none", Kind.UNTRUE),
    "no_single_writer": ("none/twin@start", Kind.DUPLICATE),
}
# The same cells for a program that waits.
HONEST = tuple(cell.replace("=list/", "=5/") for cell, _ in TELLING.values())
# A minute or so for each program, and its telling cell besides: where else one would look.
WIDE = (
    *HONEST,
    "commit_then_drop=rst/none",
    "commit_then_expired/program@list",
    "value_truncated/none",
    "none/program@intent",
    "list_lag=4/program@commit_answer",
)
