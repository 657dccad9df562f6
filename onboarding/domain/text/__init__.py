"""Reading what people write: words with their places, phrases over words, negation, addresses and names in a text."""
