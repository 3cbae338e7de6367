"""The program with a leak planted in one of its plays.

`python -m tests.leaks.planted PLANT HOW WORDS…`: as `portal-bot WORDS…`, but that a careless line
was written into the play. HOW is `redacted` or `bare`: the second has no redactor.
"""

from __future__ import annotations

import asyncio
import functools
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from portal_bot import marked, privacy
from tests.leaks.crashing import owner_of, told

# Where each play knows most of a citizen: what is given there and comes of it is said by the log,
# on stdout, on stderr and in a report of a bug. `docs/privacy.md` has a row for each.
SAID = {
    "supplement": "portal_bot.filing.supplementing:Supplementing.send",
    "notices": "portal_bot.notices.notifying:Notifying._one",
    "register": "portal_bot.filing.account:open_account",
    "card": "portal_bot.intake.cards.card_values:card_values",
    "resolve": "portal_bot.filing.questions:asked_of",
    "open": "portal_bot.keeping.pieces:pieces_of",
    "export": "portal_bot.keeping.export:_told",
    "verify": "portal_bot.keeping.verify:_Look._history",
    "key-change": "portal_bot.keeping.key_change:_wrap",
    "purge": "portal_bot.keeping.purge:chosen",
    "queue-submit": "portal_bot.batch.cluster.queueing:Entering.enter",
    "queue-worker": "portal_bot.batch.cluster.sessions:Sessions._tried",
    "queue-status": "portal_bot.batch.cluster.overview:Board.look",
}


def _same(*given: Any) -> Any:
    """What keeps a secret gives back what it was given."""
    return given[-1]


def _as_it_is(text: str, *, words: bool = True) -> str:
    return marked.readable(text)


def _unlocked(_vault: Any, content: bytes, *, place: str) -> Any:
    from portal_bot.batch.cluster.vault import Locked  # it is the plant's own

    return Locked(_vault.key_id, place.encode() + content)


def _left_behind(box: Any, path: Path) -> bytes:
    """A piece that is opened leaves a working copy where nobody sweeps."""
    content: bytes = _REAL["read"](box, path)
    (Path(tempfile.mkdtemp()) / "copy").write_bytes(content)
    return content


# What a play has of its own that keeps values in, and what a mutant has in its place.
UNDONE: dict[str, tuple[tuple[str, Callable[..., Any]], ...]] = {
    "notices-file": (("portal_bot.privacy:masked", _same),),
    "rows-in-clear": (("portal_bot.strongbox.box:Strongbox.cover", _same),),
    "queue-in-clear": (("portal_bot.batch.cluster.vault:Vault.lock", _unlocked),),
    "copies-left": (("portal_bot.strongbox.box:Strongbox.read", _left_behind),),
}
_REAL: dict[str, Callable[..., Any]] = {}


def plant(name: str, *, bare: bool) -> None:
    """Puts it in."""
    if bare:
        # Before anybody has it by its name.
        privacy.redact = _as_it_is
    for point, instead in UNDONE.get(name, ()):
        owner, attribute = owner_of(point)
        _REAL[attribute] = getattr(owner, attribute)
        setattr(owner, attribute, instead)
    if name in SAID:
        owner, attribute = owner_of(SAID[name])
        setattr(owner, attribute, _saying(getattr(owner, attribute)))


def _saying(real: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(real)
    def said(*given: Any, **more: Any) -> Any:
        result = real(*given, **more)
        _say(told((*given, *more.values(), result, *_looked_up(given))))
        return result

    @functools.wraps(real)
    async def said_async(*given: Any, **more: Any) -> Any:
        try:
            return await real(*given, **more)
        finally:
            # Before that a dossier may not have been read, whose path is its caller's word.
            _say(told((*given, *more.values())))

    return said_async if asyncio.iscoroutinefunction(real) else said


def _looked_up(given: tuple[Any, ...]) -> list[Path]:
    """A change of keys reads no citizen's word by itself: its careless line does."""
    from portal_bot.run.home import reading  # likewise

    home = given[0] if given else None
    if not isinstance(home, Path) or not (home / "journal.sqlite3").exists():
        return []
    with reading(home) as journal:
        return [Path(filing.path) for filing in journal.all()]


def _say(words: str) -> None:
    from loguru import logger  # when the program has set it up

    from portal_bot import bugs  # likewise
    from portal_bot.cli.console import err, out  # likewise

    logger.warning("told: {}", words)
    for console in (out(), err()):
        console.print(words, markup=False, soft_wrap=True)
    bugs.write(ValueError(words))


if __name__ == "__main__":
    from portal_bot.cli.app import main
    from portal_bot.cli.piped import without_values

    # Whoever takes a stream for its own as it is loaded takes the one that the program speaks to.
    with without_values():
        plant(sys.argv[1], bare=sys.argv[2] == "bare")
        sys.exit(main(sys.argv[3:]))
