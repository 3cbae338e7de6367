"""portal_bot with one of its safeties taken out, each as a program of its own.

Each script takes the words of `portal-bot submit`. Against every one of them the matrix must turn
red; if it stays green, the matrix proves nothing.
"""
