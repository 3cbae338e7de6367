"""Which drafts an attempt may cancel: never one whose commit request may have left."""

from __future__ import annotations

import pytest

from portal_bot.filing.drafts import abandoned, kept, sent

A, B = {"kind": "draft", "draft": "a"}, {"kind": "draft", "draft": "b"}
INTENT, NOT_SENT = {"kind": "intent"}, {"kind": "not_sent"}


@pytest.mark.parametrize(
    ("history", "left"),
    [
        ([A], ["a"]),
        ([A, {"kind": "attempt"}, B], ["a", "b"]),
        ([A, {"kind": "draft_cancelled", "draft": "a"}, B], ["b"]),
        ([A, {"kind": "draft_kept", "draft": "a"}], []),
        ([A, INTENT], []),
        ([A, INTENT, NOT_SENT], ["a"]),
        ([A, B, INTENT, {"kind": "received"}], ["a"]),
        ([A, INTENT, {"kind": "lost"}, {"kind": "released"}, B], ["b"]),
        ([A, INTENT, {"kind": "released"}, B, INTENT, NOT_SENT], ["b"]),
    ],
)
def test_a_draft_is_abandoned_only_if_it_never_left(
    history: list[dict[str, str]], left: list[str]
) -> None:
    assert abandoned(history) == left


@pytest.mark.parametrize(
    ("history", "draft"),
    [
        ([], None),
        ([A], None),
        ([A, INTENT], "a"),
        ([A, {"kind": "draft_kept", "draft": "a"}, INTENT, B], "a"),
        ([A, INTENT, {"kind": "released"}, B, INTENT], "b"),
        ([A, {"kind": "older_journal"}, INTENT], None),
    ],
)
def test_the_draft_that_was_sent_is_the_one_open_at_the_last_intent(
    history: list[dict[str, str]], draft: str | None
) -> None:
    assert sent(history) == draft


K = {"kind": "draft_kept", "draft": "a", "content": "x"}


@pytest.mark.parametrize(
    ("history", "draft"),
    [
        ([A], None),
        ([A, K], "a"),
        ([A, K, {"kind": "draft_cancelled", "draft": "a"}], None),
        ([A, K, {"kind": "draft_cancelled", "draft": "b"}], "a"),
        ([A, K, B, {**K, "draft": "b"}], "b"),
        ([A, K, A, INTENT], None),
    ],
)
def test_a_dry_runs_draft_is_kept_until_it_is_cancelled_or_sent(
    history: list[dict[str, str]], draft: str | None
) -> None:
    found = kept(history)
    assert (found and found["draft"]) == draft
