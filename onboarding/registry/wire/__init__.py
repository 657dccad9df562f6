"""The registry's JSON turned into our values, one file a subject; their words stop here."""
