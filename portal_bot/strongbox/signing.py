"""Signatures with a home's key (Ed25519): made by who has it, checked by anybody."""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def signed(content: bytes, seed: bytes) -> str:
    """The signature, hex."""
    return _private(seed).sign(content).hex()


def is_signed(content: bytes, signature: str, public: bytes) -> bool:
    """Whether it is the signature of this content by the seed of that public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_of(seed: bytes) -> bytes:
    """By which anybody can check what was signed with this seed."""
    return _private(seed).public_key().public_bytes_raw()


@lru_cache(maxsize=8)
def _private(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)
