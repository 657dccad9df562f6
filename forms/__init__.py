"""Fields, words and rules of input; no Flask, no database."""
