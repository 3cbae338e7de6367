"""One run, resolved at its door: nobody further in asks again where it goes or what it was told."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from portal_bot import settings
from portal_bot.browser.lending import Browsers, opening
from portal_bot.portals import insist_known, profile
from portal_bot.portals.profile import Portal
from portal_bot.run.account_sessions import Accounts
from portal_bot.run.options import Options
from portal_bot.run.refused_passwords import SignIns
from portal_bot.strongbox.working import work_folder

if TYPE_CHECKING:
    from portal_bot.dossier.places import Agency
    from portal_bot.papers.limits import Limits


@dataclass(frozen=True, slots=True)
class Run:
    """What one run goes by.

    Attributes:
        options: what it was told.
        portal: where dossiers go.
        home: where the home folder is; whoever is the first to need it makes it.
        browsers: where sessions get their browser from; none is started yet.
        accounts: the sign-ins that dossiers of one account share.
        sign_ins: which passwords the portal has refused.
    """

    options: Options
    portal: Portal
    home: Path
    browsers: Browsers
    accounts: Accounts = field(default_factory=Accounts)
    sign_ins: SignIns = field(default_factory=SignIns)

    @classmethod
    def at(cls, portal: Portal, options: Options) -> Run:
        """A run to a portal that was chosen already.

        Raises:
            SetupError: this version does not know the portal's platform.
        """
        insist_known(portal)
        home = settings.home_place(options.home)
        start = opening(
            portal.origins,
            channel=portal.browser_channel,
            headed=options.headed,
            scratch=lambda: work_folder(settings.made_home(home)),
        )
        browsers = Browsers(start, recycle_after=options.recycle_after)
        return cls(options, portal, home, browsers)

    @classmethod
    def told(cls, options: Options) -> Run:
        """A run as its options say.

        Raises:
            UsageError: they do not say which portal, or there is none of this name.
            SetupError: the clock is set, and the portal is a real one.
        """
        return cls.at(profile.choose(options.portal, options.portal_url, options.home), options)

    @property
    def limits(self) -> Limits:
        """What scans are held against in this run."""
        return self.portal.limits.anywhere(self.options.allow_outside)

    @property
    def office(self) -> Agency:
        """With whom a dossier is filed that does not say."""
        return self.portal.office
