"""How what citizens gave lies on the disk: locked, each filing with a key of its own.

A filing's key is wrapped by the home's, which lies in the system's keyring. To destroy a filing's
key is to destroy all that was locked with it, in every copy of it there may be.
"""
