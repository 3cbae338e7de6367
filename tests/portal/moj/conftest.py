"""The ministry's wizard as a process of its own, and a citizen who talks to its interface."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from mock_portal.platforms.moj.eforms import Declaration, declarations
from tests.portal.conftest import PDF, Mock, start_mock
from tests.portal.national.conftest import Caller as NationalCaller

MARRIAGE, GUARDIANSHIP, RECOGNISED_BIRTH = "1.000894", "1.004837", "1.000689"
PHU_YEN = "H15.22240"
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
# The bride's part is Trần Thị Mẫu's account where she files.
COUPLE = {
    "HoTenBenNu": "Trần Thị Mẫu",
    "NgaySinhBenNu": "1992-07-08",
    "DanTocBenNu": "1495",
    "LoaiGiayToDinhDanh_BenNu": "5",
    "NoiCuTru_BenNu": "1",
    "NoiCuTru_BenNu_QuocGia": "VN",
    "NCT_TinhThanhPho_BenNu": "66",
    "NCT_PhuongXa_BenNu": "22240",
    "NCT_SoNhaToDanPho_BenNu": "Thôn Ví Dụ 1",
    "LoaiTinhTrangHonNhan_BenNu": "1",
    "HoTenBenNam": "Nguyễn Văn Thử",
    "NgaySinhBenNam": "1990-02-13",
    "NoiCuTru_BenNam": "2",
    "NoiCuTru_BenNam_QuocGia": "AD",
    "LoaiTinhTrangHonNhan_BenNam": "3",
    "BenNam_SoBanAn": "01/2015/QĐ",
    "CapBanSao": "YES",
    "SoLuong": "2",
}


class Caller(NationalCaller):
    """A visitor whose scripts call the wizard's interface."""

    mock: Mock

    def post(self, path: str, **body: Any) -> httpx.Response:
        head = {"Authorization": f"Bearer {self.token}", **SCRIPT}
        return self.http.post(path, json=body, headers=head)

    def made(self, code: str = MARRIAGE) -> Declaration:
        return declarations()[code]

    def wizard(self, code: str = MARRIAGE) -> str:
        """Where the wizard of a procedure stands, at Phú Yên."""
        number = self.made(code).number
        return f"/nop-ho-so/{number}?maThuTuc={code}&MaCoQuanThucHien={PHU_YEN}"

    def begin(self, code: str = MARRIAGE) -> dict[str, Any]:
        """A dossier whose “Thông tin chung” was confirmed."""
        answer = self.post(
            "/api/HoSo/thong-tin-chung",
            maThuTuc=code, coQuan=PHU_YEN, doiTuong="Làm thủ tục cho bản thân",
        )  # fmt: skip
        told: dict[str, Any] = answer.json()
        return told

    def frame(self, told: dict[str, Any], path: str, at: int = 0, **body: Any) -> httpx.Response:
        """What a form asks from its frame: at the other name, and without a cookie."""
        place = urlsplit(f"http:{told['toKhai'][at]['address']}")
        address = f"http://{place.netloc}/api/eform-service/api/{path}?{place.query}"
        return httpx.post(address, json=body, timeout=30)

    def document(self, name: str = "Chung minh quan he", *, file: str = "giay.pdf") -> Any:
        """A file in the wallet under a name; its answer."""
        sent = self.http.post(
            "/api/File/upload",
            data={"token": self.token}, files={"file": (file, PDF)}, headers=SCRIPT,
        )  # fmt: skip
        if sent.status_code != httpx.codes.OK:
            return sent
        return self.post(
            "/api/File/cap-nhat-tai-lieu-ca-nhan", fileId=sent.json()["fileId"], tenTaiLieu=name
        )

    def send(self, told: dict[str, Any], **more: Any) -> httpx.Response:
        """What the last button sends."""
        said = {"thanhPhan": [], "nhanKetQua": {"hinhThuc": "1"}, **more}
        return self.post("/api/HoSo/gui-ho-so", hoSoId=told["hoSoId"], **said)


@pytest.fixture(scope="session")
def _moj() -> Iterator[Mock]:
    mock = start_mock("--platform", "moj", "--pace", "instant", "--seed", "3")
    yield mock
    mock.stop()


@pytest.fixture
def moj(_moj: Mock) -> Mock:
    """The mock with a new world."""
    _moj.api("/reset", {})
    return _moj


@pytest.fixture
def caller(moj: Mock) -> Iterator[Caller]:
    one = Caller(moj)
    yield one
    one.http.close()


@pytest.fixture
def bride(caller: Caller) -> Caller:
    """Trần Thị Mẫu, signed in."""
    caller.sign_in("tranthimau")
    return caller
