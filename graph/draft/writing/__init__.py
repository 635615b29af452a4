"""Writing: drafted facts as files for a person to review, and what the draft adds of its own."""
