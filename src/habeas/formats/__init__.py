"""File formats that several stages meet: web archives (WARC) and the HTTP replies in them. Knows no stage."""
