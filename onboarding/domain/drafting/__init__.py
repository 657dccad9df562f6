"""Texts drafted from answers, for an owner to read and change: they pass preflight by construction."""
