"""`portal-bot fill`: the dry run, up to the review screen."""

from __future__ import annotations

from portal_bot.cli.commands import verb
from portal_bot.cli.options import (
    Device,
    Events,
    Headed,
    Human,
    Json,
    Paths,
    Portal,
    PortalUrl,
    Verbose,
)


def run(
    paths: Paths,
    portal: Portal = None,
    portal_url: PortalUrl = None,
    headed: Headed = False,
    human: Human = None,
    device: Device = None,
    events: Events = False,
    json: Json = False,
    verbose: Verbose = 0,
) -> int:
    """Exit code: the highest of the dossiers'."""
    from portal_bot import aio
    from portal_bot.cli.filing import perform
    from portal_bot.portals.profile import choose

    return perform(
        aio.fill,
        paths,
        choose(portal, portal_url),
        as_json=json,
        verbose=verbose,
        events=events,
        portal=portal,
        portal_url=portal_url,
        headed=headed,
        human=human,
        device=device,
    )


command = verb(
    run,
    help="Điền thử: làm mọi việc tới màn hình kiểm tra, so từng mục với hồ sơ, viết tờ đối chiếu, "
    "rồi dừng. Không nộp.",
    example="portal-bot fill ho-so/khai-sinh.yaml --portal mock --headed",
)
