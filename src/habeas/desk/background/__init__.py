"""What runs beside the pages: jobs that are tried again, workers that are started again, and what failed, told."""
