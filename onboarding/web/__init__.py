"""Pages: owner, desk, public documents, accounts."""
