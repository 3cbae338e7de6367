"""To a database on another machine only through TLS: what travels there names accounts and times.

The contents are locked before they travel, but who files what, when and where is not, and whoever
could change it on its way could stop a queue. libpq by itself would go on in clear where the other
side refuses TLS.
"""

from __future__ import annotations

import os
from ipaddress import ip_address

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from portal_bot.errors import SetupError

# What libpq then insists on; `verify-full` also looks whose certificate it is.
LEAST = "require"
_SAFE = frozenset({"require", "verify-ca", "verify-full"})


def secured(url: str) -> str:
    """The address, with TLS demanded unless the database lies on this machine.

    Raises:
        SetupError: it says that it shall go without.
    """
    parts = conninfo_to_dict(url)
    if all(map(is_here, hosts_of(url))):
        return url
    said = str(parts.get("sslmode") or os.environ.get("PGSSLMODE") or "")
    if not said:
        return make_conninfo(url, sslmode=LEAST)
    if said not in _SAFE:
        raise SetupError(
            f"--queue trỏ tới máy khác mà sslmode={said}: không nối khi đường truyền không mã "
            "hóa. Dùng sslmode=verify-full (cùng sslrootcert=…), ít nhất là require"
        )
    return url


def hosts_of(url: str) -> list[str]:
    """Where libpq would look for it, as far as the address and the environment say."""
    parts = conninfo_to_dict(url)
    if parts.get("service") or os.environ.get("PGSERVICE"):
        # A file says where it is: it is taken to be elsewhere.
        return ["service"]
    said = (
        parts.get("hostaddr")
        or os.environ.get("PGHOSTADDR")
        or parts.get("host")
        or os.environ.get("PGHOST")
        or "/"
    )
    return str(said).split(",")


def is_here(host: str) -> bool:
    """Whether a host is this machine: a socket's folder, or a loopback address."""
    if host.startswith(("/", "@")) or host in {"", "localhost"}:
        return True
    try:
        return ip_address(host.split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return False


def insist_secured(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Refuses a connection that came about in clear after all.

    Raises:
        SetupError: it did.
    """
    if not (is_here(connection.info.host) or connection.pgconn.ssl_in_use):
        connection.close()
        raise SetupError(
            f"cơ sở dữ liệu ở {connection.info.host} không mã hóa đường truyền (TLS): bật ssl trên "
            "máy chủ PostgreSQL"
        )
