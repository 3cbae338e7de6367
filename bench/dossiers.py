"""The plain birth with another child, for whoever is timed."""

from __future__ import annotations

from pathlib import Path

import yaml

from bench import journey

PLAIN = Path(__file__).parents[1] / "fixtures" / "birth_registration" / "plain.yaml"
SYLLABLES = (
    *("An", "Bình", "Chi", "Dung", "Giang", "Hà", "Khánh", "Lan", "Mai", "Nga"),
    *("Oanh", "Phúc", "Quân", "Sơn", "Tâm", "Uyên", "Vân", "Xuân", "Yến"),
)


def child_name(number: int) -> str:
    """A name that no other filing of the run has."""
    first, second = divmod(number, len(SYLLABLES))
    return f"Nguyễn Thử {SYLLABLES[first]} {SYLLABLES[second]}"


def write_dossier(folder: Path, child: str, number: int, plain: Path = PLAIN) -> Path:
    """The plain fixture with another child."""
    dossier = yaml.load(plain.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - text only
    dossier["declaration"]["child"]["full_name"] = child
    dossier["papers"] = {"birth_notification": [str(journey.PAPER)]}
    path = folder / f"{number}.yaml"
    path.write_text(yaml.safe_dump(dossier, allow_unicode=True), "utf-8")
    return path
