"""The wizard of the Ministry of Justice: four steps at one address, the declaration in a frame.

Names, controls and ids are evidenced; list, review and result are the mock's. What it shares with
the national portal, VNeID above all, is driven by that one's modules.
"""
