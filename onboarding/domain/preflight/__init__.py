"""What would be refused, said before it is filed: one file a subject."""
