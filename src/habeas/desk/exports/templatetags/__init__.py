"""What templates ask of exports."""
