"""The saved queries at /queries: their values, their formats, their pages."""
