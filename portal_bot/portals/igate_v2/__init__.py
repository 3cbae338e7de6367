"""VNPT iGate v2: one page that never changes its address, four steps, forms by Form.io.

Its shapes are evidenced at ten portals; that Đắk Lắk runs it is inferred. What it shares with
igate_v1, the account's pages above all, is driven by that one's modules.
"""
