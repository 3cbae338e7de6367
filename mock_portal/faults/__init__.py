"""The named ways to misbehave, each on the portal's own timeline, sorted by where they strike."""

from .active import Faults
from .base import Call, Fault, Order, UnknownFault
from .kinds import KINDS

__all__ = ["KINDS", "Call", "Fault", "Faults", "Order", "UnknownFault"]
