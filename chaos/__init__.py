"""The proof of "exactly once": every fault of the mock and of the wire, at every moment of a kill.

The program under test is an external command in a home of its own. The judge knows the dossiers,
what the program said, and the mock's ledger: nothing of how the program works inside.
"""
