"""Same or not: pairs of people side by side with the reasons, and what somebody decided on them."""
