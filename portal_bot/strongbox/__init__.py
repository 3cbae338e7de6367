"""How what citizens gave lies on the disk: locked, each filing with a key of its own.

A filing's key is wrapped by the home's, which lies in the system's keyring. To destroy a filing's
key is to destroy all that was locked with it, in every copy of it there may be.
"""

# How a covered text of a journal begins, and a locked file's name ends.
COVERED = "~kín~"
ENDING = ".sealed"
# Says which key a home was begun with.
CARD = "home-key.json"


def is_covered(stored: str) -> bool:
    """Whether a text of a journal is covered."""
    return stored.startswith(COVERED)
