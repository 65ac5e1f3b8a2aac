"""Files named like the packages that everybody imports."""
