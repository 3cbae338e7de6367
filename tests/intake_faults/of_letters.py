"""Names and free texts: whose letters were lost or are of another code, and what is no name."""

from __future__ import annotations

import re
import unicodedata
from random import Random

from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.old_codes import as_tcvn3, as_telex, as_vni, as_vni_typed
from tests.intake_faults.samples import Spot

fault, right = kinds_of("letters")
_SHAPED_AND_TONED = re.compile("[ấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]", re.IGNORECASE)
NAME = ("person_name",)
WORDS = ("person_name", "text", "detail")
# Letters that only Vietnamese has; of fewer than these nobody could tell what happened.
_OURS = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def _damaged(spot: Spot, text: str, least: int = 2) -> str | None:
    return text if len(_OURS.findall(spot.text)) >= least and text != spot.text else None


@fault.value(*WORDS)
def letters_of_tcvn3(spot: Spot, _dice: Random) -> str | None:
    return _damaged(spot, as_tcvn3(spot.text))


@fault.value(*WORDS)
def letters_of_vni(spot: Spot, _dice: Random) -> str | None:
    return _damaged(spot, as_vni(spot.text))


@fault.value(*WORDS, ways=("file",))
def utf_8_read_as_another_code(spot: Spot, dice: Random) -> str | None:
    code = dice.choice(("cp1252", "latin-1"))
    read = spot.text.encode().decode(code, "replace")
    return _damaged(spot, read) if read.isprintable() else None


@fault.value(*WORDS)
def question_marks_for_letters(spot: Spot, _dice: Random) -> str | None:
    return _damaged(spot, spot.text.encode("latin-1", "replace").decode("latin-1"))


@fault.value(*WORDS)
def the_sign_of_a_lost_letter(spot: Spot, _dice: Random) -> str | None:
    return _damaged(spot, _OURS.sub("\ufffd", spot.text), 1)


@fault.value(*NAME)
def typed_without_a_keyboard_program(spot: Spot, dice: Random) -> str | None:
    """With a letter that had shape and tone: of less, Max Lee may be somebody's name."""
    if not _SHAPED_AND_TONED.search(spot.text):
        return None
    return _damaged(spot, dice.choice((as_telex, as_vni_typed))(spot.text))


@fault.value(*NAME)
def a_digit_in_a_name(spot: Spot, dice: Random) -> str:
    return f"{spot.text} {dice.randrange(10)}"


@fault.value(*NAME)
def a_sign_in_a_name(spot: Spot, dice: Random) -> str:
    sign = dice.choice('@#$%&*()/\\_+={}[]<>"?!:;')
    at = dice.randrange(1, len(spot.text))
    return f"{spot.text[:at]}{sign}{spot.text[at:]}"


@fault.value(*NAME)
def a_year_behind_a_name(spot: Spot, _dice: Random) -> str:
    return f"{spot.text} (1990)"


@fault.value(*NAME)
def nobody(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("không có", "Chưa đặt tên", "không rõ", "N/A", "xxx", "---", "...", "?"))


@fault.value(*NAME)
def two_people(spot: Spot, dice: Random) -> str:
    return f"{spot.text}{dice.choice((' và ', ' hoặc ', ', ', '; ', ' / '))}Lê Thị Thử Khác"


@fault.value(*NAME)
def a_letter_by_itself(spot: Spot, _dice: Random) -> str:
    return spot.text[0]


@fault.value(*NAME)
def a_name_of_another_script(spot: Spot, dice: Random) -> str:
    del spot
    return dice.choice(("阮文試", "Иван Петров", "คนไทย ทดสอบ", "محمد علي"))


@fault.value(*NAME)
def a_mail_address_for_a_name(spot: Spot, _dice: Random) -> str:
    del spot
    return "nguyen.van.thu@vidu.example"


@fault.value(*WORDS, ways=("file",))
def a_control_character(spot: Spot, dice: Random) -> str:
    at = dice.randrange(1, len(spot.text))
    return (
        f"{spot.text[:at]}{dice.choice((chr(7), chr(27), chr(0x85), chr(0x202E)))}{spot.text[at:]}"
    )


@fault.value("person_name", "text")
def longer_than_the_portal_takes(spot: Spot, _dice: Random) -> str | None:
    most = spot.spec.meta.max_length
    return _so_long(most + 1) if most else None


def _so_long(letters: int) -> str:
    text = "Thử Nghiệm Dài " * (letters // 15 + 1)
    return text[: letters - 1].rstrip().ljust(letters - 1, "a") + "n"


@right.value("text", same=False)
def just_as_long_as_the_portal_takes(spot: Spot, _dice: Random) -> str | None:
    """Only a field of which nothing else is asked: no rule looks into it."""
    most = spot.spec.meta.max_length
    return _so_long(most) if most and spot.way[-1] in {"id_issuer", "issuer", "note"} else None


@right.value(*WORDS, "words", "commune", "choice")
def letters_and_marks_apart(spot: Spot, _dice: Random) -> str:
    return unicodedata.normalize("NFD", spot.text)


@right.value(*WORDS)
def blanks_around_and_doubled(spot: Spot, _dice: Random) -> str:
    return f" {spot.text.replace(' ', '  ')}  "


@right.value(*WORDS)
def pasted_no_break_spaces(spot: Spot, _dice: Random) -> str:
    return spot.text.replace(" ", "\u00a0")


@right.value(*NAME)
def a_letter_that_paper_shows_the_same(spot: Spot, dice: Random) -> str | None:
    """Pasted from elsewhere: a Cyrillic a, a Croatian Đ."""
    swaps = [
        (a, b) for a, b in (("a", "\u0430"), ("o", "\u043e"), ("Đ", "\u0110")) if a in spot.text
    ]
    if not swaps:
        return None
    plain, other = dice.choice(swaps)
    return spot.text.replace(plain, other, 1)


@right.value(*NAME, same=False)
def in_capitals_as_cards_print_it(spot: Spot, _dice: Random) -> str:
    return spot.text.upper()
