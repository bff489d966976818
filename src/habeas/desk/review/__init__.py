"""The reading screen: the report on one side, what the machine proposes on the other, and the decisions on it."""
