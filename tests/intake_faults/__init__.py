"""Dossiers and rows with exactly one known fault each, and right ones spelled in other ways.

A kind of fault is one small function under a decorator of `kinds`; whoever adds one needs nothing
else. What is a fault is said by the form, the law or what programs are known to do to a file, never
by what the checker does. `drawing` makes the trials from a seed, `judging` runs and judges them;
`make bench-intake` prints the whole, `test_faults` keeps a slice of it.
"""
