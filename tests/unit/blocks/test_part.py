"""The order of fields, and whose rules hold, where a block is made of pieces."""

from __future__ import annotations

from portal_bot.blocks.part import Part
from portal_bot.dossier.block import rule
from portal_bot.dossier.field import Field


class Name(Part):
    name: str = Field(title="Tên")

    @rule("no_name", fields=["name"], message="Thiếu tên")
    def _named(self) -> bool:
        return bool(self.name)


class Home(Part):
    street: str = Field(title="Đường")
    city: str = Field(title="Thành phố")

    @rule("no_city", fields=["city"], message="Thiếu thành phố")
    def _somewhere(self) -> bool:
        return bool(self.city)


class Neighbour(Name, Home):
    street: str = Field(title="Đường, số nhà")
    since: str = Field(title="Từ năm")

    @rule("no_year", fields=["since"], message="Thiếu năm")
    def _for_long(self) -> bool:
        return bool(self.since)


class Friend(Neighbour):
    nickname: str = Field(title="Tên thường gọi")


def test_the_fields_of_the_bases_stand_first_in_the_order_written() -> None:
    assert list(Neighbour.model_fields) == ["name", "street", "city", "since"]
    assert list(Friend.model_fields) == ["name", "street", "city", "since", "nickname"]


def test_a_field_declared_again_keeps_its_place_and_takes_the_new_title() -> None:
    assert Neighbour.model_fields["street"].title == "Đường, số nhà"
    assert Friend.model_fields["street"].title == "Đường, số nhà"
    assert Home.model_fields["street"].title == "Đường"


def test_the_rules_of_every_base_hold() -> None:
    assert [rule.code for rule in Neighbour.rules] == ["no_name", "no_city", "no_year"]
    assert Friend.rules == Neighbour.rules
    assert [rule.code for rule in Home.rules] == ["no_city"]


def test_such_a_block_reads_a_dossier() -> None:
    said = {"name": "Thử", "street": "34", "city": "Tuy Hòa", "since": "2020", "nickname": "Ba"}
    assert Friend.model_validate(said).model_dump() == said
