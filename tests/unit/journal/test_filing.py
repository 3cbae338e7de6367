"""What a filing's state says of it, in the three words that everybody asks by."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from portal_bot import clock
from portal_bot.journal import Filing, Intent, State

NEW = Filing("PB-A", "key-a", "mock", "birth_registration", "a.yaml", "hash-1", State.NEW)
OPEN = Intent(1, clock.now(UTC), clock.now(UTC))


def said_of(filing: Filing) -> tuple[bool, bool, bool]:
    return filing.was_sent, filing.is_received, filing.is_over


@pytest.mark.parametrize("state", [s for s in State if s not in {"received", "verified"}])
def test_only_an_open_intent_says_that_what_has_no_receipt_was_sent(state: State) -> None:
    without = replace(NEW, state=state)
    assert said_of(without) == (False, False, False)
    assert said_of(replace(without, intent=OPEN)) == (True, False, False)


@pytest.mark.parametrize("state", [State.RECEIVED, State.VERIFIED])
def test_what_was_received_is_over_once_it_was_read_back(state: State) -> None:
    received = replace(NEW, state=state)
    assert said_of(received) == (True, True, False)
    assert said_of(replace(received, verified=False)) == (True, True, True)
    assert said_of(replace(received, verified=True)) == (True, True, True)
