"""The office behind the portal: states, who may do what when, terms, notices, papers.

No page is made here and no platform is known: each platform's pages ask `acting.act` and show what
`states`, `actions` and `terms` tell, so that all of them have the same office.
"""
