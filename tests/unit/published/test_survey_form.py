"""A SurveyJS model, in the shapes that the library takes, is read as questions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from portal_bot.errors import PortalChanged
from portal_bot.published.survey_form import read_form

MODEL: dict[str, Any] = {
    "locale": "vi",
    "pages": [
        {
            "elements": [
                {
                    "type": "panel",
                    "title": {"default": "Mother", "vi": "NGƯỜI MẸ"},
                    "visibleIf": "{kind__1761724625529}  = '1'",
                    "elements": [
                        {"type": "text", "name": "citizenNgaythangnamcap__me__1761724625529"},
                        {
                            "type": "panel",
                            "title": "Nơi cư trú",
                            "elements": [
                                {
                                    "type": "dropdown",
                                    "name": "tinh__1761724625530",
                                    "title": "Tỉnh *",
                                    "choicesLazyLoadEnabled": True,
                                    "choices": ["item1"],
                                }
                            ],
                        },
                    ],
                },
                {"type": "html", "name": "loiDan"},
                {
                    "type": "radiogroup",
                    "name": "kind__1761724625529",
                    "title": "Loại",
                    "choices": ["Một", {"value": 2, "text": {"vi": "Hai"}}],
                },
                {"type": "text", "inputType": "date", "name": "ngay", "readOnly": True},
                {"type": "matrixdynamic", "name": "bang", "isRequired": True},
            ]
        }
    ],
}
ALONE = {"locale": "vi", **MODEL["pages"][0]}


@pytest.mark.parametrize("said", [MODEL, json.dumps(MODEL), ALONE])
def test_names_lose_their_digits_and_nothing_else(said: dict[str, object] | str) -> None:
    form = read_form(said, "3")
    assert [one.name for one in form.questions] == [
        "citizenNgaythangnamcap__me", "tinh", "kind", "ngay", "bang",
    ]  # fmt: skip
    issued, province, kind, day, table = form.questions
    assert (issued.section, issued.title, issued.required) == ("NGƯỜI MẸ", "", None)
    assert issued.shown_if == "{kind} = '1'"
    assert (province.section, province.required) == ("NGƯỜI MẸ / Nơi cư trú", True)
    # What stands in a list before it was opened is no choice.
    assert province.options is None
    assert kind.options == (("Một", "Một"), ("2", "Hai"))
    assert (day.kind, day.read_only, table.kind, table.required) == ("date", True, "table", True)


@pytest.mark.parametrize("said", ["", "[]", "{", '{"pages": []}', {"pages": [{"elements": ["x"]}]}])
def test_what_has_no_question_is_no_form(said: str | dict[str, object]) -> None:
    with pytest.raises(PortalChanged):
        read_form(said, "")
