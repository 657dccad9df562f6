"""RQ entry points and the schedule."""
