"""Use cases: they take a session and what they need, and never commit."""
