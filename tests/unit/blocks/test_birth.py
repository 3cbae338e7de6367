"""The child and the parents."""

from __future__ import annotations

import pytest

from portal_bot.blocks.birth import Born, Father, Mother, Parent
from portal_bot.dossier.spec import spec_map


def test_the_date_in_words_stands_behind_the_date() -> None:
    names = list(Born.model_fields)
    assert names[names.index("birth_date") + 1] == "birth_date_in_words"
    assert spec_map(Born)["birth_date_in_words"].meta.words_of == "birth_date"


@pytest.mark.parametrize(
    ("parent", "word", "gender"), [(Mother, "người mẹ", "nu"), (Father, "người cha", "nam")]
)
def test_each_parent_is_asked_the_same_and_named_as_one(
    parent: type[Parent], word: str, gender: str
) -> None:
    asked = spec_map(parent)
    assert list(asked) == list(spec_map(Parent))
    assert asked["full_name"].title == f"Họ, chữ đệm, tên {word}"
    assert asked["id_number"].meta.holder_gender == gender
    assert asked["id_number"].title == spec_map(Parent)["id_number"].title
    assert not asked["id_number"].required
