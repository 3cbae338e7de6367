"""The form that is known of a procedure: the one that a person kept, else what the facts name."""

from __future__ import annotations

import json
from pathlib import Path

from portal_bot import clock, files
from portal_bot.atomic_write import write_private
from portal_bot.catalogue.editions import Edition
from portal_bot.errors import SetupError
from portal_bot.moments import iso
from portal_bot.published.form_drift import KnownForm
from portal_bot.published.shelf import FOLDER
from portal_bot.published.survey_form import PublishedForm, SurveyQuestion, form_from
from portal_bot.reasons import in_words

_FORMAT = 1
_LARGEST = 5_000_000


def known_form(edition: Edition, home: Path, portal: str) -> KnownForm | None:
    """What is known of its form; `None`: nothing is.

    Raises:
        SetupError: the home keeps one that is not understood.
    """
    return _kept(_place(home, portal, edition.slug)) or of_facts(edition)


def of_facts(edition: Edition) -> KnownForm | None:
    """What the facts beside the flow name of it: names and kinds, hardly a label."""
    if not edition.questions:
        return None
    questions = tuple(
        SurveyQuestion(one.name, one.kind, read_only=one.account or None)
        for one in edition.questions
    )
    return KnownForm(PublishedForm(edition.form_version.value or "", questions), whole=False)


def keep_form(home: Path, portal: str, slug: str, form: PublishedForm) -> Path:
    """Keeps a form in the home (0600): from now on it is the one that is known.

    Raises:
        SetupError: it cannot be written.
    """
    to = _place(home, portal, slug)
    told = {"format": _FORMAT, "at": iso(clock.now()), "form": form.as_json()}
    try:
        return write_private(to, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise SetupError(f"không ghi được {to}: {in_words(error)}") from error


def _place(home: Path, portal: str, slug: str) -> Path:
    return home / FOLDER / portal / "known" / f"{slug}.json"


def _kept(path: Path) -> KnownForm | None:
    try:
        told = json.loads(files.read(path, _LARGEST))
        if told["format"] != _FORMAT:
            raise SetupError(f"{path}: dạng {told['format']} không phải của phiên bản này")
        return KnownForm(form_from(told["form"]), whole=True, since=told["at"])
    except files.Unopened as error:
        if error.kind == "missing":
            return None
        raise SetupError(f"không đọc được {path}: {error.reason}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise SetupError(
            f"{path} không còn đọc được: xóa tệp, rồi xem và giữ lại bằng “portal-bot catalogue "
            "diff --keep”"
        ) from error
