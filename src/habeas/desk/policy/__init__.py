"""Who may do what: one table of rights and roles (`rights.toml`), one of routes (`routes.toml`), and the gate before
every view, which is closed to any route that the table does not name.
"""
