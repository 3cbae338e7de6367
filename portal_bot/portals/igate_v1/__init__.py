"""VNPT iGate v1: the server-rendered product that stands for the old Phú Yên portal (inferred)."""

from portal_bot.portals.igate_v1.platform import IgateV1

__all__ = ["IgateV1"]
