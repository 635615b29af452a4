"""Page: an article, in either of its forms, becomes text, slots and references."""
