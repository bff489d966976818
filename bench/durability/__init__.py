"""Trials of what a workspace promises: that nothing acknowledged is lost, and that nothing changes unseen."""
