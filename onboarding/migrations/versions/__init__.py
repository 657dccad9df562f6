"""One file a revision; they import no models."""
