"""The journey as somebody writes it with Selenium: find, wait where it must, act.

It checks what such scripts check: that the page with the number came.
"""

from __future__ import annotations

import re
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
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


def read_labels(driver: WebDriver) -> None:
    driver.execute_script(f"({journey.LABELS})()")


def control(driver: WebDriver, label: str) -> WebElement:
    return driver.find_element(By.CSS_SELECTOR, journey.asked(label))


def select(driver: WebDriver, label: str, choice: str) -> None:
    option = f"//select[@data-asked='{label}']/option[normalize-space()='{choice}']"
    wait(driver).until(ec.presence_of_element_located((By.XPATH, option)))
    Select(control(driver, label)).select_by_visible_text(choice)


def fill(driver: WebDriver, label: str, text: str) -> None:
    box = control(driver, label)
    box.clear()
    box.send_keys(text)


def sign_in(driver: WebDriver, address: str) -> None:
    driver.get(f"{address}/dich-vu-cong/dang-nhap")
    read_labels(driver)
    fill(driver, "Tên đăng nhập", journey.USERNAME)
    fill(driver, "Mật khẩu", journey.PASSWORD)
    press(driver, "Đăng nhập")
    signed_out = (By.XPATH, "//button[normalize-space()='Đăng xuất']")
    wait(driver).until(ec.visibility_of_element_located(signed_out))


def open_form(driver: WebDriver, address: str) -> None:
    driver.get(f"{address}/dich-vu-cong/thu-tuc/{journey.PROCEDURE}")
    press(driver, "Nộp trực tuyến")
    expect_heading(driver, "Chọn cơ quan thực hiện")
    read_labels(driver)
    for label, name in journey.address("").items():
        select(driver, label, name)
    press(driver, "Đồng ý")
    expect_heading(driver, "Nhập thông tin hồ sơ")


def fill_form(driver: WebDriver, child: str) -> None:
    read_labels(driver)
    control(driver, journey.DRIVER).click()
    for heading in journey.PARENTS:
        section = (By.XPATH, f"//h2[normalize-space()='{heading}']")
        wait(driver).until(ec.visibility_of_element_located(section))
    read_labels(driver)
    for label, text in journey.texts(child).items():
        fill(driver, label, text)
    for label, choice in journey.SELECTS.items():
        select(driver, label, choice)
    for label in journey.CHOICES:
        control(driver, label).click()
    for group, detail in journey.ADDRESSES.items():
        choose_address(driver, group, detail)
    control(driver, journey.BIRTH_DATE_BOX).send_keys(journey.BIRTH_DATE)
    control(driver, journey.ID_ISSUE_DATE_BOX).send_keys(journey.ID_ISSUE_DATE, Keys.ENTER)
    control(driver, journey.PLEDGE).click()
    press(driver, "Tiếp tục")


def choose_address(driver: WebDriver, group: str, detail: str | None) -> None:
    for label, name in journey.address(group).items():
        select(driver, label, name)
    if detail is not None:
        fill(driver, f"{group} / {journey.DETAIL}", detail)


def attach(driver: WebDriver) -> None:
    expect_heading(driver, "Thành phần hồ sơ")
    read_labels(driver)
    row = f"tr{journey.asked(journey.PAPER_ROW)}"
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
    read_labels(driver)
    fill(driver, "Mã xác nhận", journey.captcha(address, picture))
    control(driver, journey.RESPONSIBILITY).click()
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
