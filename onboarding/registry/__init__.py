"""The client of The Campaign Registry and its wire format."""
