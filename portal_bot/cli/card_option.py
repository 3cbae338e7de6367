"""`--card` and `--as`: whose cards they are, and what they say."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.errors import UsageError
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.dossier.card_line import Card
    from portal_bot.intake.cards.card_persons import CardPerson
    from portal_bot.intake.cards.card_values import CardValues
    from portal_bot.registry import AnyFlow

_ENDINGS = frozenset(
    (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".tif", ".tiff", ".pdf", ".bmp", ".gif")
)

Cards = Annotated[
    list[Path] | None,
    typer.Option(
        "--card",
        metavar="ẢNH",
        help="Ảnh, bản quét hay PDF của thẻ căn cước có mã QR (mặt trước CCCD, mặt sau Căn cước): "
        "điền sẵn người ấy. Ghi được nhiều ảnh.",
    ),
]
As = Annotated[
    list[str] | None,
    typer.Option(
        "--as",
        metavar="VAI",
        help="Thẻ ấy của ai: mother, “Người mẹ”… (không ghi: chủ hồ sơ). Nhiều thẻ thì ghi nhiều "
        "lần, theo thứ tự của ảnh.",
    ),
]


def with_pictures(words: Sequence[str], cards: Sequence[Path]) -> tuple[list[str], list[Path]]:
    """Takes the further pictures of ``--card a.jpg b.jpg`` out of the procedure's name."""
    if not cards:
        return list(words), []
    pictures = [word for word in words if Path(word).suffix.lower() in _ENDINGS]
    return [word for word in words if word not in pictures], [*cards, *map(Path, pictures)]


def read_cards(flow: AnyFlow, files: Sequence[Path], roles: Sequence[str]) -> CardValues:
    """What the cards say of the people whose cards they are.

    Args:
        flow: the procedure.
        files: pictures.
        roles: whose cards, in the order of the pictures; left out, the one card is the applicant's.

    Raises:
        UsageError: there is no such person, no card on the pictures, or not as many as persons.
    """
    from portal_bot.intake.cards.card_values import CardValues, card_values  # slow: not for --help

    people = [_person(flow, role) for role in roles] or [_person(flow, "applicant")]
    cards = _cards(files)
    if len(cards) != len(people):
        raise UsageError(_not_as_many(flow, len(cards), len(people)))
    said = CardValues()
    for person, card in zip(people, cards, strict=True):
        _refuse_wrong_sex(person, card)
        found = card_values(flow, person, card)
        said.values.update(found.values)
        said.notes.update(found.notes)
    return said


def _person(flow: AnyFlow, role: str) -> CardPerson:
    from portal_bot.intake.cards.card_persons import named  # slow: not for --help

    person = named(flow, role)
    if person is None:
        raise UsageError(f"--as: không có vai “{shown(role)}”; {_roles(flow)}")
    return person


def _roles(flow: AnyFlow) -> str:
    from portal_bot.intake.cards.card_persons import persons_of  # slow: not for --help

    people = [person for person in persons_of(flow) if not person.is_table]
    return "thủ tục này có: " + ", ".join(f"{each.name} ({each.title})" for each in people)


def _not_as_many(flow: AnyFlow, cards: int, people: int) -> str:
    if people < cards:
        return (
            f"có {cards} thẻ mà chỉ có {people} vai; ghi --as cho từng thẻ, theo thứ tự của ảnh, "
            f"từ trái sang phải; {_roles(flow)}"
        )
    return f"có {people} vai mà chỉ đọc được {cards} thẻ (mặt trước CCCD, mặt sau Căn cước)"


def _refuse_wrong_sex(person: CardPerson, card: Card) -> None:
    from portal_bot.dossier.persons import Gender  # slow: not for --help

    number = person.fields.get("number")
    wanted = number.meta.holder_gender if number else None
    if wanted and Gender.parse(wanted) is not card.gender:
        raise UsageError(
            f"thẻ là của {card.gender.label.lower()}, không thể là của “{person.title}”; xem lại "
            "ảnh, hoặc ghi --as khác"
        )


def _cards(files: Sequence[Path]) -> list[Card]:
    """Each card once, in the order of the pictures; those that say nothing are told of.

    Raises:
        UsageError: a picture cannot be read, says what cannot be true, or none has a card.
    """
    from portal_bot.intake.cards.card_files import card_file  # slow: not for --help

    cards: dict[str, Card] = {}
    without: list[str] = []
    for file in files:
        seen = card_file(file)
        if seen.trouble or (seen.refused and not seen.cards):
            raise UsageError(f"{shown(file)}: {seen.trouble or seen.refused[0]}")
        if not seen.cards:
            without.append(f"{shown(file)}: {seen.why_none}")
        for card in seen.cards:
            cards.setdefault(card.number, card)
    if not cards:
        raise UsageError("; ".join(without))
    # The other side of the card whose QR was read is often given, too.
    for told in without:
        sys.stderr.write(f"{told}\n")
    return list(cards.values())
