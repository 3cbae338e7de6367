"""The named ways to misbehave, each on the portal's own timeline, sorted by where they strike."""

from mock_portal.faults.active import Faults
from mock_portal.faults.base import Call, Fault, Order, UnknownFault
from mock_portal.faults.kinds import KINDS

__all__ = ["KINDS", "Call", "Fault", "Faults", "Order", "UnknownFault"]
