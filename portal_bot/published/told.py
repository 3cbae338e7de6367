"""The answers of the interface, read: what is not of the known shape is told, never guessed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from portal_bot.errors import PortalChanged


def _as_list(said: Any) -> Any:
    """What is not there is an empty list."""
    return [] if said is None else said


def _as_text(said: Any) -> Any:
    return "" if said is None else said


Text = Annotated[str, BeforeValidator(_as_text)]


class _Told(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class ToldTime(_Told):
    """How long a channel takes."""

    qty: int | None = None
    type: Text = ""


class ToldFee(_Told):
    """A line of a channel's fees; the name of its amount was not seen."""

    amount: float | None = None


class ToldWay(_Told):
    """A channel."""

    submission_method: str
    processing_time: ToldTime | None = None
    fees: Annotated[list[ToldFee], BeforeValidator(_as_list)] = []


class ToldPaper(_Told):
    """A line of the papers; one without a number is a heading or a remark."""

    code: Text = ""
    name: Text = ""
    original_qty: int | None = None
    copy_qty: int | None = None
    required: bool | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a paper at all."""
        return bool(self.original_qty or self.copy_qty)


class _Papers(_Told):
    profile_components: Annotated[list[ToldPaper], BeforeValidator(_as_list)] = []


class ToldCase(_Told):
    """A case."""

    id: str
    code: Text = ""
    processing_day: int | None = None


class _Named(_Told):
    code: Text = ""
    name: Text = ""


class _Proposal(_Told):
    proposal_number: Text = ""


class ToldRecord(_Told):
    """One procedure as the portal tells of it."""

    id: str
    code: str
    name: Text = ""
    state: Text = ""
    cases: Annotated[list[ToldCase], BeforeValidator(_as_list)] = []
    execution_methods: Annotated[list[ToldWay], BeforeValidator(_as_list)] = []
    execution_cases: Annotated[list[_Papers], BeforeValidator(_as_list)] = []
    results_details: Annotated[list[_Named], BeforeValidator(_as_list)] = []
    legal_basises_details: Annotated[list[_Named], BeforeValidator(_as_list)] = []
    procedure_proposal: _Proposal | None = None

    @property
    def papers(self) -> list[ToldPaper]:
        """Of all its cases, each line once."""
        lines = [one for case in self.execution_cases for one in case.profile_components]
        return list(dict.fromkeys(one for one in lines if one.counts))


class ToldListed(_Told):
    """A line of the list of procedures."""

    id: str
    code: str
    name: Text = ""


class ToldService(_Told):
    """That an agency serves a procedure online."""

    department_id: str
    department_name: str
    formality_id: Text = ""
    formality_code: Text = ""
    implement_level: Literal["FULL", "PARTIAL", "NONE"] | None = None
    allow_authorization_to_submit: bool | None = None


class ToldForm(_Told):
    """A case's form; the SurveyJS model comes as text, or as it is."""

    form_json: str | dict[str, Any]
    version: Annotated[str, BeforeValidator(str)] = Field(default="")


def read_as(model: type[Any], data: Any, what: str) -> Any:
    """An answer as it is known.

    Args:
        model: its shape.
        data: the answer.
        what: what was asked for, for people.

    Raises:
        PortalChanged: it has another shape; says where.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "cả câu trả lời"
        raise PortalChanged(
            f"{what}: câu trả lời không còn dạng đã biết ở “{place}”; báo người bảo trì"
        ) from error
