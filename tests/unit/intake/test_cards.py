"""Cards on pictures: turned, small, two at once, none at all, and files that mean harm."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pillow_heif
import pytest
import segno
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfWriter

from portal_bot.intake.cards import card_pictures, opened_pictures
from portal_bot.intake.cards.card_pictures import PATIENT_S, cards_on
from tests.support.drawn_cards import CAUSES, Side, jpeg, line, photograph, shot

Drawn = tuple[str, Image.Image]


@pytest.fixture(scope="module")
def drawn() -> Drawn:
    """A card, straight, and what its QR says."""
    said = line(7)
    return said, photograph(said, replace(shot("plain", 7), module=4))


def numbers(content: bytes) -> list[str]:
    return [card.number for card in cards_on(content).cards]


def saved(picture: Image.Image, kind: str, **how: Any) -> bytes:
    written = io.BytesIO()
    # Pillow leaves on a picture how it was saved, and another kind's writer stumbles over it.
    if "append_images" in how:
        picture, *how["append_images"] = (one.copy() for one in (picture, *how["append_images"]))
    picture.save(written, kind, **how)
    return written.getvalue()


@pytest.mark.in_turn(3)
@pytest.mark.parametrize("cause", CAUSES)
def test_a_photograph_with_this_wrong_is_read(cause: str) -> None:
    side: Side = "front" if CAUSES.index(cause) % 2 else "back"
    said, taken = line(11, side=side), shot(cause, 11)
    picture = jpeg(photograph([(said, side)], taken), taken.quality)
    assert numbers(picture) == [said[:12]]


def heic(picture: Image.Image) -> bytes:
    pillow_heif.register_heif_opener()
    return saved(picture.convert("RGB"), "HEIF")


@pytest.mark.in_turn(3)
@pytest.mark.parametrize(
    "write",
    [
        lambda picture: saved(picture, "PNG"),
        lambda picture: saved(picture, "WEBP", quality=80),
        lambda picture: saved(picture.convert("CMYK"), "JPEG"),
        lambda picture: saved(picture.convert("RGBA"), "PNG"),
        lambda picture: saved(picture.convert("P"), "GIF"),
        lambda picture: saved(picture.convert("RGB"), "BMP"),
        lambda picture: saved(picture.convert("RGB"), "PDF", resolution=300),
        heic,
    ],
)
def test_every_kind_of_picture_is_opened(drawn: Drawn, write: Callable[..., bytes]) -> None:
    said, picture = drawn
    assert numbers(write(picture)) == [said[:12]]


def test_each_page_of_a_scan_is_looked_at(drawn: Drawn) -> None:
    said, picture = drawn
    other = photograph(line(8), replace(shot("plain", 8), module=4))
    white = Image.new("L", picture.size, 255)
    both = [said[:12], line(8)[:12]]
    for kind in ("TIFF", "PDF"):
        content = saved(white, kind, save_all=True, append_images=[picture, other])
        assert numbers(content) == both, kind


def test_two_cards_on_one_picture_are_both_read() -> None:
    said: list[tuple[str, Side]] = [(line(21), "front"), (line(22, side="back"), "back")]
    picture = jpeg(photograph(said, replace(shot("plain", 21), module=4)))
    assert numbers(picture) == [text[:12] for text, _ in said]


def qr(text: str | bytes, **how: Any) -> Image.Image:
    written = io.BytesIO()
    segno.make(text, **how).save(written, kind="png", scale=6)
    with Image.open(written) as found:
        return found.convert("L")


@pytest.mark.parametrize("text", ["https://vidu.example/thu", "00020101021138570010A000000727"])
def test_a_code_that_is_no_cards_is_said(text: str) -> None:
    seen = cards_on(saved(qr(text), "PNG"))
    assert (seen.cards, seen.other_codes) == ((), 1)
    assert "không phải mã của thẻ" in seen.why_none


def test_another_code_beside_a_card_disturbs_nobody(drawn: Drawn) -> None:
    said, picture = drawn
    both = Image.new("L", (picture.width + 400, picture.height + 400), 220)
    both.paste(picture, (0, 0))
    both.paste(qr("https://vidu.example"), (picture.width + 20, 20))
    assert numbers(saved(both, "PNG")) == [said[:12]]


def test_a_card_that_contradicts_itself_is_refused() -> None:
    wrong = line(7).replace("|Nam|", "|x|").replace("|Nữ|", "|Nam|").replace("|x|", "|Nữ|")
    seen = cards_on(saved(qr(wrong), "PNG"))
    assert seen.cards == ()
    assert "giới tính" in seen.why_none


def test_bytes_that_are_no_utf8_are_read_from_a_code() -> None:
    said = line(7)
    assert numbers(saved(qr(said, encoding="utf-8", eci=True), "PNG")) == [said[:12]]
    assert numbers(saved(qr(said.encode("utf-16")), "PNG")) == [said[:12]]


def test_what_was_seen_is_not_looked_at_again(
    drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = saved(drawn[1], "PNG")
    first = cards_on(content, patient=False)
    monkeypatch.setattr(card_pictures, "opened", None)
    assert cards_on(content, patient=False) is first


def test_a_check_draws_no_page_of_a_pdf_that_has_no_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written, paper = io.BytesIO(), PdfWriter()
    paper.add_blank_page(595, 842)
    paper.write(written)
    monkeypatch.setattr(opened_pictures, "_drawn", None)
    assert cards_on(written.getvalue(), patient=False).trouble == ""


def bomb(wide: int, high: int) -> bytes:
    """A PNG that says that it is large, and packs nothing but white."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sum_ = zlib.crc32(kind + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + kind + data + sum_

    head = wide.to_bytes(4, "big") + high.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
    rows = zlib.compress(bytes(3 * wide + 1) * min(high, 200))
    ending = chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + ending


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n",
        bomb(60_000, 60_000),
        bomb(9_000, 9_000),
        b"\xff\xd8\xff" + b"\x00" * 500,
        b"II*\x00\xff\xff\xff\xff" + b"\x01" * 100,
        b"RIFF\xff\xff\xff\xffWEBPVP8 " + b"\xff" * 50,
    ],
)
def test_files_that_mean_harm_are_refused_at_once(content: bytes) -> None:
    began = time.process_time()
    seen = cards_on(content)
    assert (seen.cards, bool(seen.trouble)) == ((), True)
    assert time.process_time() - began < 2


def test_a_picture_that_packs_less_than_it_says_is_harmless() -> None:
    began = time.process_time()
    # Pillow fills what is missing: there is no card on it, and nothing else to say.
    assert cards_on(bomb(4_000, 4_000)).cards == ()
    assert time.process_time() - began < 4


def test_a_torn_photograph_is_refused(drawn: Drawn) -> None:
    content = jpeg(drawn[1])
    assert cards_on(content[: len(content) // 2]).trouble


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=40), st.sampled_from(["PNG", "PDF"]))
def test_any_bytes_are_harmless(drawn: Drawn, at: int, junk: bytes, kind: str) -> None:
    whole = saved(drawn[1].reduce(4), kind)
    at %= len(whole)
    seen = cards_on(whole[:at] + junk + whole[at + len(junk) :], patient=False)
    assert all(len(card.number) == 12 for card in seen.cards)


def test_a_telephones_photograph_is_read_in_half_a_second() -> None:
    said = line(31)
    taken = replace(shot("mixed", 31), module=6.0, room=1.0)
    picture = photograph(said, taken)
    whole = Image.new("L", (4000, 3000), 128)
    whole.paste(picture, ((4000 - picture.width) // 2, (3000 - picture.height) // 2))
    content = jpeg(whole)
    cards_on(jpeg(whole.reduce(8)))  # what is loaded once is loaded
    began = time.process_time()
    assert numbers(content) == [said[:12]]
    assert time.process_time() - began < 0.5


def test_a_picture_without_a_card_takes_no_longer_than_it_may() -> None:
    noise = Image.effect_noise((4000, 3000), 90)
    began = time.process_time()
    assert cards_on(jpeg(noise)).cards == ()
    assert time.process_time() - began < PATIENT_S + 2
