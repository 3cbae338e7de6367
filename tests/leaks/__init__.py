"""The leak gate: canary dossiers go through everything, and every byte that is left is searched.

Nothing here knows `portal_bot.privacy`: the spellings are written from what was asked for, so that
the gate proves the redactor and not itself.
"""
