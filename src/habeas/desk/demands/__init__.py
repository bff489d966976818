"""The ledger of demands: those that reports tell of and those the team made, what was answered, what is due."""
