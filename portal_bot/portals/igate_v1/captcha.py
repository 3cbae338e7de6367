"""The captcha: read off the page as it was loaded, answered by a person, never by us."""

from __future__ import annotations

from base64 import b64decode

from portal_bot.dossier.entries import Entry
from portal_bot.errors import HumanNeeded
from portal_bot.human import Captcha, Human
from portal_bot.portals.screen import Tab

LABEL = "Mã xác nhận"
FIELD = "[name=maXacNhan]"

# Read off the picture that is there: asking for it again could make another one.
_PICTURE = """async () => {
  const image = document.querySelector("img[src*='captcha']");
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d').drawImage(image, 0, 0);
  return { address: image.src, picture: canvas.toDataURL('image/png') };
}"""


async def answered(tab: Tab, human: Human) -> Entry:
    """What the person read, ready to be entered.

    Raises:
        HumanNeeded: nobody answered.
    """
    told: dict[str, str] = await tab.ask(_PICTURE)
    picture = b64decode(told["picture"].partition(",")[2])
    text = await human.captcha(Captcha(told["address"], picture, tab.page.locator(FIELD)))
    if not text:
        raise HumanNeeded("mã xác nhận còn trống")
    return Entry("", None, LABEL, text, "")


def is_about_captcha(words: str) -> bool:
    """Whether the portal's words say that it was read wrongly."""
    return LABEL.casefold() in words.casefold()
