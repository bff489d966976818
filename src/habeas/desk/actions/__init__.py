"""Campaigns: what a team asks in public, of whom, in which languages, and on which statements it rests."""
