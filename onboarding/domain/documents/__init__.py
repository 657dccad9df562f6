"""Documents that reviewers read: composed of clauses from what a business told, in English and Spanish."""
