"""The outside behind our ports: queue, PDF, mail, messaging provider."""
