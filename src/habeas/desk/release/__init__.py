"""Publishing: what would be public, what is refused and why, what changed since the last time, and the site itself."""
