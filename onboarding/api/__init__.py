"""JSON for host platforms, registry notices, health."""
