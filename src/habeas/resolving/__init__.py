"""The same person across reports, spellings and scripts. The machine proposes with reasons; people decide."""
