"""The pages for people, and the addresses of things."""
