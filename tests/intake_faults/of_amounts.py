"""Counts and mail addresses."""

from __future__ import annotations

from random import Random

from tests.intake_faults.kinds import kinds_of
from tests.intake_faults.samples import Spot

fault, right = kinds_of("amounts and addresses")


@fault.value("quantity")
def no_whole_number(spot: Spot, dice: Random) -> str:
    said = (
        f"{spot.text},5",
        f"{spot.text}.5",
        f"-{spot.text}",
        f"{spot.text} cái",
        "hai",
        f"~{spot.text}",
    )
    return dice.choice((*said, f"{spot.text}-{spot.text}9", "1E+3", "1.000", "1,000"))


@fault.value("quantity")
def fewer_than_the_form_allows(spot: Spot, _dice: Random) -> str | None:
    least = spot.spec.meta.minimum
    return str(least - 1) if least else None


@fault.value("quantity")
def more_than_the_form_allows(spot: Spot, _dice: Random) -> str | None:
    most = spot.spec.meta.maximum
    return str(most + 1) if most is not None else None


@fault.value("quantity")
def letters_for_digits(spot: Spot, dice: Random) -> str:
    return f"{spot.text}{dice.choice('Ool')}"


@fault.value("email")
def no_mail_address(spot: Spot, dice: Random) -> str:
    name = spot.text.partition("@")[0]
    return dice.choice(
        (
            name, f"{name}@", "@vidu.example", f"{name}@vidu", f"{name}@@vidu.example", "không có",
            f"{name}@vidu..example", f"{name}@.example", f"{name} @vidu.example",
            f"{name}.@vidu.example",
            f"{name}[at]vidu.example", "www.vidu.example", f"{name}@vidu,example",
        )
    )  # fmt: skip


@fault.value("email")
def a_mail_address_with_marks(spot: Spot, _dice: Random) -> str:
    return f"thử{spot.text}"


@fault.value("email")
def two_mail_addresses(spot: Spot, dice: Random) -> str:
    return f"{spot.text}{dice.choice((', ', '; ', ' '))}{spot.text}"


@right.value("email", same=False)
def a_mail_address_of_another_shape(spot: Spot, dice: Random) -> str:
    name = spot.text.partition("@")[0]
    return dice.choice(
        (f"{name}+phuyen@vidu.example", f"{name}.thu@mail.vidu.example", f" {spot.text} ")
    )


@right.value("quantity", same=False)
def just_as_many_as_the_form_allows(spot: Spot, _dice: Random) -> str | None:
    """Only a number that nothing else is compared with."""
    most = spot.spec.meta.maximum
    return (
        str(most)
        if most is not None and spot.way[-1] in {"copies", "pages", "copy_quantity"}
        else None
    )
