"""Tables and the queries on them; move() is the one writer of state."""
