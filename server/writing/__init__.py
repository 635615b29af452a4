"""Writing by the protocol: who may, what a write changes, and how it is kept."""
