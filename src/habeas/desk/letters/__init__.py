"""Letters of people to those who represent them or decide: targets, letters, and whether they were answered."""
