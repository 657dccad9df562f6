"""Greenlight: from sign-up to a number that may text."""
