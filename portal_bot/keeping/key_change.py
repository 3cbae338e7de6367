"""A home's key is changed for another in place: what lies there opens with the new one alone.

Filings' keys are wrapped anew, lists are signed anew; what was locked with a filing's key stays as
it is. A change that was killed is ended by the next: until then nothing else is done in the home.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from portal_bot.atomic_write import write_private
from portal_bot.batch.records import REPORTS
from portal_bot.errors import SetupError
from portal_bot.evidence.folder import EVIDENCE
from portal_bot.evidence.manifest import noted, sign_again
from portal_bot.journal import Journal, Seal
from portal_bot.journal.covering import SEALED_EVIDENCE, since_purge
from portal_bot.keeping.evidence_soundness import folders_in
from portal_bot.keeping.pieces import evidence_of
from portal_bot.reasons import in_words
from portal_bot.run.home import JOURNAL, keep_copy, known_secret, writing
from portal_bot.strongbox.box import box_of
from portal_bot.strongbox.filing_keys import wrapped_anew
from portal_bot.strongbox.home_key import (
    CHANGING,
    FILE,
    KEYS,
    NEXT,
    HomeKey,
    Kept,
    forget_in_keyring,
    in_keyring,
    key_named,
    known_key,
    write_card,
)
from portal_bot.strongbox.locking import NotOpened, key_of, new_key


def change_key(home: Path) -> HomeKey:
    """Gives a home another key, or ends a change that was killed.

    Args:
        home: the home folder, held by this program.

    Returns:
        The new key.

    Raises:
        SetupError: the key that it has is missing; a filing's key was changed by other hands; or
            something cannot be written: say it again, and it goes on.
    """
    try:
        if not (home / CHANGING).exists():
            _begin(home)
        told = json.loads((home / CHANGING).read_text("utf-8"))
        return _go_on(home, str(told["from"]), str(told["to"]), _kept(told))
    except OSError as error:
        raise SetupError(
            f"chưa đổi xong khóa của {home} ({in_words(error)}); chạy lại cùng lệnh, nó làm nốt"
        ) from error


def _kept(told: dict[str, Any]) -> Kept:
    return "keyring" if told["kept"] == "keyring" else "file"


def _begin(home: Path) -> None:
    before = known_key(home)
    if (home / JOURNAL).exists():
        with writing(home):
            # An older version's is brought to this one first.
            pass
    _wrap(home, before, before)
    key = key_of(text := new_key())
    if key is None:
        raise AssertionError("a new key is no key")
    made = HomeKey(key, "file")
    kept = "keyring" if before.kept == "keyring" and in_keyring(made.id, text) else "file"
    if kept == "file":
        write_private(home / NEXT, f"{text}\n")
    # From here on it is ended and not begun anew.
    write_private(home / CHANGING, json.dumps({"from": before.id, "to": made.id, "kept": kept}))


def _go_on(home: Path, old_id: str, new_id: str, kept: Kept) -> HomeKey:
    before, after = key_named(home, old_id), key_named(home, new_id, NEXT)
    if after is None:
        raise SetupError(
            f"không tìm thấy khóa mới (dấu {new_id}) của lần đổi dở ở {home}: khôi phục "
            f"{home / NEXT} hoặc kho khóa từ bản sao lưu rồi chạy lại"
        )
    _wrap(home, before, after)
    _sign(home, before, after)
    if (home / NEXT).exists():
        (home / NEXT).replace(home / FILE)
    write_card(home, after, kept)
    if kept == "keyring":
        (home / FILE).unlink(missing_ok=True)
    forget_in_keyring(old_id)
    (home / CHANGING).unlink()
    box_of.cache_clear()
    # The card beside the journal's copies; the secret there is the same as before.
    keep_copy(home, b"")
    return known_key(home)


def _wrap(home: Path, before: HomeKey | None, after: HomeKey) -> None:
    for file in sorted((home / KEYS).glob("*.key")):
        try:
            wrapped_anew(file, before, after)
        except NotOpened as error:
            raise SetupError(
                f"{file} không mở được: bị sửa từ bên ngoài, hoặc mất khóa cũ. Soát bằng "
                "`portal-bot verify`, khôi phục tệp ấy từ bản sao lưu, rồi chạy lại cùng lệnh"
            ) from error


def _sign(home: Path, before: HomeKey | None, after: HomeKey) -> None:
    """Lists that are not what was kept stay as they are, for `verify` to tell."""
    public = before.public if before else None
    for folder in folders_in(home / REPORTS):
        sign_again(folder, public, after.signing_seed, None)
    if not (home / JOURNAL).exists():
        # A worker's home: the queue has the journal.
        for portal in folders_in(home / EVIDENCE):
            for folder in folders_in(portal):
                sign_again(folder, public, after.signing_seed, None)
        return
    # Without a cover: what is noted is no secret, and no key is needed for it.
    with Journal(home / JOURNAL, Seal(known_secret(home))) as journal:
        unsound = journal.unsound()
        for filing in (each for each in journal.all() if each.id not in unsound):
            known = noted(since_purge(journal.history(filing.id)), SEALED_EVIDENCE)
            now = sign_again(evidence_of(home, filing), public, after.signing_seed, known)
            if now is not None and now != known:
                journal.note(filing, SEALED_EVIDENCE, {"manifest": now})
