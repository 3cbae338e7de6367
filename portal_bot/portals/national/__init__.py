"""The national portal as of 2026: one page a dossier, on SurveyJS, signed in with VNeID.

Its shapes are those of public code and captures of 2026; nobody has filed there with this program.
What was never seen (success screen, list, record) is as the mock has it, and marked so.
"""
