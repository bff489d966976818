"""Submissions, letters and urgent action sheets: filled from a case, written, sent, followed."""
