"""Property tests here are quick and leave no files; a failure prints the example that made it."""

from hypothesis import settings

settings.register_profile("domain", deadline=None, database=None, max_examples=50)
settings.load_profile("domain")
