"""The platforms that are played; one more is one line more."""

from __future__ import annotations

from tests.mutated.eform_ground import EFormPlayground
from tests.mutated.formio_ground import FormioPlayground
from tests.mutated.html_ground import HtmlPlayground
from tests.mutated.playing import Playground
from tests.mutated.survey_ground import SurveyPlayground

GROUNDS: dict[str, type[Playground]] = {
    "igate_v1": HtmlPlayground,
    "igate_v2": FormioPlayground,
    "moj": EFormPlayground,
    "national": SurveyPlayground,
}
