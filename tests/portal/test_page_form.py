"""The form engine for a synchronous page, as pytest-playwright gives one."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page

from portal_bot.errors import PortalChanged
from portal_bot.form.comparison import FormMismatch
from portal_bot.page_form import FormValues
from portal_bot.sync import PageForm

FORM = """
<h3>Người đăng ký</h3>
<form>
  <label>Họ và tên * <input name=name required></label>
  <fieldset><legend>Giới tính</legend><label><input type=radio name=sex value=1> Nam :</label>
    <label><input type=radio name=sex value=0> Nữ :</label></fieldset>
  <label>Tỉnh <select name=p><option value="">-- Chọn --<option>Phú Yên</select></label>
  <label>Xã <select name=c disabled><option value="">-- Chọn --</select></label>
  <label>Ngày sinh <input name=born type=date></label>
  <label><input type=checkbox name=news> Nhận tin</label>
  <div><label for=mask>Ngày cấp</label><input id=mask name=issued placeholder="dd/mm/yyyy"></div>
</form>
<iframe srcdoc="<label>Ghi chú <textarea></textarea></label>"></iframe>
<script>
document.forms[0].p.addEventListener("change", () => setTimeout(() => {
  document.forms[0].c.disabled = false;
  document.forms[0].c.append(new Option("Xã Hòa An"), new Option("Xã Hòa Thành"));
}, 150));
</script>
"""
WHO = "Người đăng ký"
VALUES: FormValues = {
    WHO: {
        "Họ và tên": "Nguyễn Văn Thử",
        "Giới tính": "Nam",
        "Tỉnh": "Phú Yên",
        "Xã": "Xã Hòa Thành",
        "Ngày sinh": date(1990, 2, 13),
        "Nhận tin": True,
        "Ngày cấp": date(2021, 5, 6),
    },
    "": {"Ghi chú": "không"},
}


def test_fills_reads_and_verifies(page: Page) -> None:
    page.set_content(FORM)
    form = PageForm(page)
    form.fill(VALUES, whole=True)
    form.verify(VALUES)
    told = page.evaluate("Object.fromEntries(new FormData(document.forms[0]))")
    assert told == {
        "name": "Nguyễn Văn Thử",
        "sex": "1",
        "p": "Phú Yên",
        "c": "Xã Hòa Thành",
        "born": "1990-02-13",
        "news": "on",
        "issued": "06/05/2021",
    }
    assert {one.label for one in form.read() if one.required} == {"Họ và tên"}


def test_tells_what_differs_and_what_is_missing(page: Page) -> None:
    page.set_content(FORM)
    form = PageForm(page)
    with pytest.raises(FormMismatch) as caught:
        form.verify({WHO: {"Họ và tên": "Nguyễn Văn Thử"}})
    assert [row.name for row in caught.value.differences] == ["Người đăng ký / Họ và tên *"]
    with pytest.raises(PortalChanged, match=r"“Email”.*không có ô này"):
        form.fill({WHO: {"Email": "thu@example.com"}})
