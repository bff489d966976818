"""People who sign or write: their sealed addresses, what they consented to, and when it goes."""
