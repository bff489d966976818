"""What templates ask of cases."""
