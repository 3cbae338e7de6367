"""`portal-bot guide`: leaflets, the poster, what the loudspeaker says, a picture to share."""

from __future__ import annotations

import sys
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from portal_bot.catalogue.years import FIRST
from portal_bot.cli import looping
from portal_bot.cli.beside import broken, show_broken
from portal_bot.cli.commands import verb
from portal_bot.cli.console import err, print_json
from portal_bot.cli.edition_option import EditionYear
from portal_bot.cli.named_procedure import wanted
from portal_bot.cli.shared_options import Json, Portal, PortalUrl, a_path, procedures_by_name
from portal_bot.shown import shown

if TYPE_CHECKING:
    from portal_bot.catalogue.procedures import ProcedureFacts
    from portal_bot.guidance.guide_files import Guide
    from portal_bot.guidance.leaflet_facts import LeafletFacts


def run(
    procedure: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="THỦ_TỤC",
            help="Tên gọi (“khai sinh”), tên ngắn hoặc mã; không có: mọi thủ tục, và bảng tin.",
            autocompletion=procedures_by_name,
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(metavar="THƯ_MỤC", parser=a_path, help="Ghi vào thư mục này.")
    ] = Path("huong-dan"),
    contact: Annotated[
        str,
        typer.Option(
            metavar="CHỮ", help="Điện thoại, giờ làm việc của Bộ phận Một cửa; không có: để trống."
        ),
    ] = "",
    pictures: Annotated[
        Path | None,
        typer.Option(
            metavar="THƯ_MỤC",
            parser=a_path,
            help="Hình chụp các màn hình của cổng; không có: tờ rơi không hình, vẫn đủ các bước.",
        ),
    ] = None,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    edition: EditionYear = None,
    json: Json = False,
) -> None:
    """What was made before is made anew: it is all from the facts."""
    from portal_bot.guidance.guide_files import write_guide  # slow: not for --help
    from portal_bot.guidance.whereabouts import whereabouts  # slow: not for --help

    where = whereabouts(portal, portal_url, contact)
    those, skipped = _told_of(procedure, edition or where.edition)
    wants_poster = not procedure
    made = looping.run(write_guide(those, where, out, pictures=pictures, poster=wants_poster))
    if json:
        told = {"skipped": skipped, "broken": broken()} if wants_poster else {}
        print_json(made.as_json() | told)
        return
    _show(made, out)
    for slug in skipped:
        err().print(f"Bỏ qua {slug}: chưa có tệp dữ kiện (.toml) cạnh thủ tục")
    if wants_poster:
        show_broken()


def _told_of(words: list[str] | None, edition: int) -> tuple[list[LeafletFacts], list[str]]:
    """What is told of the procedure that was named, or of all; and of which there is nothing."""
    from portal_bot import registry  # slow: not for --help
    from portal_bot.guidance.leaflet_2026 import leaflet_of_2026  # slow: not for --help
    from portal_bot.guidance.leaflet_facts import leaflet_facts  # slow: not for --help

    leaflet = leaflet_facts if edition == FIRST else leaflet_of_2026
    if words:
        return [leaflet(wanted(words))], []
    flows = registry.flows().values()
    with_facts = [flow for flow in flows if registry.facts(flow) is not None]
    those = sorted(with_facts, key=lambda flow: _place(registry.facts(flow)))
    return list(map(leaflet, those)), [f.slug for f in flows if f not in with_facts]


def _place(facts: ProcedureFacts | None) -> tuple[float, str]:
    """As the plan lists them; those that are not of it, behind."""
    number = facts.no if facts else None
    return (inf if number is None else number, facts.slug if facts else "")


def _show(made: Guide, out: Path) -> None:
    lines = [f"Đã làm hướng dẫn của {len(made.procedures)} thủ tục trong {shown(out)}:"]
    for each in made.procedures:
        lines.append(
            f"  {each.slug}: {each.pdf.name}, {each.picture.name}, {each.loudspeaker.name}"
        )
        lines[-1] += f" (đọc khoảng {each.seconds} giây)"
    if made.poster:
        lines.append(f"  bảng tin: {', '.join(path.name for path in made.poster.values())}")
    sys.stdout.write("\n".join([*lines, ""]))


command = verb(
    run,
    help="Hướng dẫn để phát, treo, đọc loa và đăng: mỗi thủ tục một tờ rơi hai mặt (HTML, PDF), "
    "một bài đọc loa, một tấm hình cho Zalo, Facebook; không nêu thủ tục: tất cả, và bảng tin A3, "
    "A4. Chỗ phục dựng, chưa xác minh có dấu (*).",
    example="portal-bot guide khai sinh --out huong-dan",
)
