"""Pure functions from results to files."""
