"""Rules of the field in pure Python: no I/O, no clock, no framework."""
