"""The national portal as a process of its own, and a citizen who talks to its interface."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from mock_portal.drawn_names import DrawnNames
from mock_portal.libraries import NoLibraries, provide
from mock_portal.platforms.national.catalogue import commune
from mock_portal.platforms.national.declarations import Declaration, declarations
from mock_portal.platforms.national.survey_model import Names
from tests.portal.conftest import Mock, start_mock

API = "/api/v1"
BIRTH, DEATH, EXTRACT, CORRECTION = "1.001193", "1.000656", "2.000635", "1.004859"
PHU_YEN = commune("66", "22240")


class Caller:
    """A visitor whose scripts call the interface, and whose telephone the mock plays."""

    def __init__(self, mock: Mock) -> None:
        self.mock = mock
        self.http = httpx.Client(base_url=mock.url, timeout=30)
        self._see("/")

    def _see(self, path: str) -> str:
        page = self.http.get(path).text
        found = re.search(r'data-token="(\w+)"', page)
        assert found, page
        self.token = found[1]
        return page

    def ask(self, path: str, **body: Any) -> Any:
        """What the interface tells; anything but its envelope fails."""
        answer = self.call(path, **body)
        assert answer.status_code == 201, answer.text
        assert answer.json()["code"] == "OK"
        return answer.json()["data"]

    def call(self, path: str, **body: Any) -> httpx.Response:
        head = {"Authorization": f"Bearer {self.token}", "X-Requested-With": "XMLHttpRequest"}
        return self.http.post(API + path, json=body, headers=head)

    def begin_sign_in(self, wanted: str = "/") -> str:
        answer = self.http.post("/vneid", data={"token": self.token, "tiep": wanted})
        return str(answer.json()["id"])

    def modal(self, id_: str, **said: str) -> httpx.Response:
        return self.http.post(f"/vneid/{id_}", data={"token": self.token, **said})

    def sign_in(self, username: str = "nguyenvanthu", wanted: str = "/") -> str:
        """All modals, as the person's telephone does them; where one comes back to."""
        id_ = self.begin_sign_in(wanted)
        self.mock.api(f"/vneid/{id_}", {"action": "all", "username": username})
        return str(self.http.get(f"/vneid/{id_}").json()["address"])

    def form(self, code: str = BIRTH) -> Declaration:
        return declarations()[code]

    def names(self, code: str = BIRTH) -> Names:
        return Names(DrawnNames(self.mock.api("/health")["world"]), self.form(code))

    def link(self, code: str = BIRTH) -> str:
        """The deep link to a dossier at Phú Yên."""
        made = self.form(code)
        return f"/nop-ho-so?formalityId={made.formality_id}&departmentId={PHU_YEN.id}"

    def create(self, code: str = BIRTH, answers: dict[str, Any] | None = None, **how: Any) -> Any:
        """What the two buttons send."""
        made, names = self.form(code), self.names(code)
        sent = {names.of[name]: value for name, value in (answers or {}).items()}
        return self.call(
            "/submitting/create-dossier-by-citizen",
            **{
                "formalityId": made.formality_id, "formalityCaseId": made.formality_case_id,
                "departmentId": PHU_YEN.id, "type": "CITIZEN", "formJson": json.dumps(sent),
                "profileComponents": [], "returning": "AT_DEPARTMENT", "isDraft": False, **how,
            },
        )  # fmt: skip


@pytest.fixture(scope="session")
def _national() -> Iterator[Mock]:
    try:
        provide("national")
    except NoLibraries as error:
        pytest.skip(str(error))
    mock = start_mock("--platform", "national", "--pace", "instant", "--seed", "3")
    yield mock
    mock.stop()


@pytest.fixture
def national(_national: Mock) -> Mock:
    """The mock with a new world."""
    _national.api("/reset", {})
    return _national


@pytest.fixture
def caller(national: Mock) -> Iterator[Caller]:
    one = Caller(national)
    yield one
    one.http.close()
