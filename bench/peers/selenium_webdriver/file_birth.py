"""The journey as somebody writes it with Selenium: find, wait where it must, act.

It checks what such scripts check: that the page with the number came.
"""

from __future__ import annotations

import re
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support import expected_conditions as ec
from selenium.webdriver.support.ui import Select, WebDriverWait

from bench import journey


def file_birth(driver: WebDriver, address: str, child: str, downloads: Path) -> str:
    """Files one birth and returns its number."""
    try:
        sign_in(driver, address)
        open_form(driver, address)
        fill_form(driver, child)
        attach(driver)
        choose_delivery(driver)
        number = submit(driver, address)
        fetch_receipt(driver, address, number, downloads)
        return number
    finally:
        driver.delete_all_cookies()


def wait(driver: WebDriver) -> WebDriverWait[WebDriver]:
    return WebDriverWait(driver, 30, poll_frequency=0.05)


def expect_heading(driver: WebDriver, text: str) -> None:
    wait(driver).until(ec.text_to_be_present_in_element((By.TAG_NAME, "h1"), text))


def press(driver: WebDriver, text: str) -> None:
    button = (By.XPATH, f"//main//*[self::button or self::a][normalize-space()='{text}']")
    wait(driver).until(ec.element_to_be_clickable(button)).click()


def select(driver: WebDriver, name: str, label: str) -> None:
    option = (By.XPATH, f"//select[@name='{name}']/option[normalize-space()='{label}']")
    wait(driver).until(ec.presence_of_element_located(option))
    Select(driver.find_element(By.NAME, name)).select_by_visible_text(label)


def check(driver: WebDriver, name: str, value: str) -> None:
    driver.find_element(By.CSS_SELECTOR, f"[name={name}][value={value}]").click()


def fill(driver: WebDriver, name: str, text: str) -> None:
    box = driver.find_element(By.NAME, name)
    box.clear()
    box.send_keys(text)


def sign_in(driver: WebDriver, address: str) -> None:
    driver.get(f"{address}/dich-vu-cong/dang-nhap")
    fill(driver, "tenDangNhap", journey.USERNAME)
    fill(driver, "matKhau", journey.PASSWORD)
    press(driver, "Đăng nhập")
    signed_out = (By.XPATH, "//button[normalize-space()='Đăng xuất']")
    wait(driver).until(ec.visibility_of_element_located(signed_out))


def open_form(driver: WebDriver, address: str) -> None:
    driver.get(f"{address}/dich-vu-cong/thu-tuc/{journey.PROCEDURE}")
    press(driver, "Nộp trực tuyến")
    expect_heading(driver, "Chọn cơ quan thực hiện")
    province, district, commune = journey.COMMUNE
    select(driver, "maTinhThanh", province)
    select(driver, "maQuanHuyen", district)
    select(driver, "maPhuongXa", commune)
    press(driver, "Đồng ý")
    expect_heading(driver, "Nhập thông tin hồ sơ")


def fill_form(driver: WebDriver, child: str) -> None:
    check(driver, *journey.DRIVER)
    wait(driver).until(ec.visibility_of_element_located((By.NAME, "father_full_name")))
    for name, text in journey.texts(child).items():
        fill(driver, name, text)
    for name, label in journey.SELECTS.items():
        select(driver, name, label)
    for name, value in journey.RADIOS.items():
        check(driver, name, value)
    for name, detail in journey.ADDRESSES.items():
        choose_address(driver, name, detail)
    driver.find_element(By.NAME, "child_birth_date").send_keys(journey.BIRTH_DATE)
    issued = driver.find_element(By.ID, "requester_id_issue_date")
    issued.send_keys(journey.ID_ISSUE_DATE, Keys.ENTER)
    driver.find_element(By.NAME, "declaration_confirmed").click()
    press(driver, "Tiếp tục")


def choose_address(driver: WebDriver, name: str, detail: str | None) -> None:
    province, district, commune = journey.COMMUNE
    select(driver, f"{name}_province", province)
    select(driver, f"{name}_district", district)
    select(driver, f"{name}_commune", commune)
    if detail is not None:
        fill(driver, f"{name}_detail", detail)


def attach(driver: WebDriver) -> None:
    expect_heading(driver, "Thành phần hồ sơ")
    row = "tr[data-row=birth_notification]"
    box = driver.find_element(By.CSS_SELECTOR, f"{row} input[type=file]")
    box.send_keys(str(journey.PAPER))
    shown = (By.CSS_SELECTOR, f"{row} .file-name")
    wait(driver).until(ec.text_to_be_present_in_element(shown, journey.PAPER.name))
    press(driver, "Tiếp tục")


def choose_delivery(driver: WebDriver) -> None:
    expect_heading(driver, "Lệ phí")
    driver.find_element(By.CSS_SELECTOR, ".cc-select-selector").click()
    first = (By.CSS_SELECTOR, ".cc-select-option")
    wait(driver).until(ec.element_to_be_clickable(first)).click()
    press(driver, "Đồng ý và tiếp tục")


def submit(driver: WebDriver, address: str) -> str:
    expect_heading(driver, "Kiểm tra hồ sơ")
    picture = driver.find_element(By.ID, "captchaImage").get_attribute("src") or ""
    fill(driver, "maXacNhan", journey.captcha(address, picture))
    driver.find_element(By.NAME, "chiuTrachNhiem").click()
    press(driver, "Nộp hồ sơ")
    expect_heading(driver, "Nộp hồ sơ thành công")
    return str(re.findall(r"soHoSo=([\w.-]+)", driver.current_url)[0])


def fetch_receipt(driver: WebDriver, address: str, number: str, downloads: Path) -> None:
    for earlier in downloads.iterdir():  # a file of the same name would be written over
        earlier.unlink()
    driver.get(f"{address}/dich-vu-cong/ca-nhan/ho-so/{number}")
    press(driver, "Tải giấy tiếp nhận")
    wait(driver).until(lambda _: _downloaded(downloads))


def _downloaded(downloads: Path) -> bool:
    new = list(downloads.iterdir())
    return bool(new) and not any(file.suffix == ".crdownload" for file in new)
