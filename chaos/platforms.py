"""The portals that the matrix is played on."""

from __future__ import annotations

from collections.abc import Mapping

IGATE_V1, IGATE_V2, NATIONAL = "igate_v1", "igate_v2", "national"
# By the mock's name of the platform: the profile under which the program knows it.
PROFILES: Mapping[str, str] = {
    IGATE_V1: "mock",
    IGATE_V2: "mock_v2",
    NATIONAL: "mock_national",
}
PLATFORMS = frozenset(PROFILES)
