"""At the successor product: filed, received and forwarded, followed, added to, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal_bot import aio
from portal_bot.errors import DossierError
from portal_bot.portals.office_side import Task
from tests.portal.v2 import why_not
from tests.support.at_counter import done, steps
from tests.support.dossiers import written
from tests.support.mock import running_mock
from tests.tracking.test_supplement import add_paper

pytestmark = [pytest.mark.slow, pytest.mark.thorough]


async def test_a_dossier_goes_all_its_way(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if reason := why_not():
        pytest.skip(reason)
    monkeypatch.setenv("PORTAL_BOT_PASSWORD", "Mat-khau-123")
    dossier = written(tmp_path / "a.yaml")
    with running_mock("--pace", "instant", "--seed", "1", "--platform", "igate_v2") as mock:
        at = mock.address
        filed = await aio.submit([dossier], portal_url=at, home=home)
        (filing,) = filed.filings
        assert (filing.state, filing.error) == ("verified", None)
        (stored,) = mock.submissions()
        number = stored["number"]
        reports = await done(mock, home, [number], Task.RECEIVE, Task.FORWARD)
        assert [one.outcome for one in reports] == ["done", "done"]
        assert [step for step, _ in steps(mock, number)] == ["receive", "forward"]
        mock.post(
            f"/officer/{number}", action="request_supplement", note="Mờ", papers=["Giấy chứng sinh"]
        )
        followed = await aio.track(portal_url=at, home=home, now=True)
        assert [one.todo for one in followed.filings] == ["supplement"]
        add_paper(dossier)
        added = await aio.supplement(dossier, portal_url=at, home=home)
        assert (added.number, added.state) == (number, "verified")
        with pytest.raises(DossierError, match="không yêu cầu bổ sung"):
            await aio.supplement(dossier, portal_url=at, home=home)
        (stored,) = mock.submissions()
        assert len(stored["supplements"]) == 1
