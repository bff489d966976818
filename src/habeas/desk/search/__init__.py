"""Lists of reports, and search over names in any script and spelling, words, speakers, dates, kinds and states."""
