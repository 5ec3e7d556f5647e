"""Official source -> file and provenance. The only network of the project."""
