"""Reads what an LMS hands over."""
