"""An outsider: a registry, reviewer, carriers and handsets to practise on; written from docs/registry-api.md."""
