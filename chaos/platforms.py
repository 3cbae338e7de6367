"""The portals that the matrix is played on."""

from __future__ import annotations

from collections.abc import Mapping

IGATE_V1, IGATE_V2, MOJ, NATIONAL = "igate_v1", "igate_v2", "moj", "national"
# By the mock's name of the platform: the profile under which the program knows it.
PROFILES: Mapping[str, str] = {
    IGATE_V1: "mock",
    IGATE_V2: "mock_v2",
    MOJ: "mock_moj",
    NATIONAL: "mock_national",
}
# Of those of 2026: where a procedure's form is filled in, as the catalogue calls it.
SYSTEMS: Mapping[str, str] = {MOJ: "ministry_wizard", NATIONAL: "national_page"}
PLATFORMS = frozenset(PROFILES)
