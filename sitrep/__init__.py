"""The door: the `sitrep` command, and nothing else."""
