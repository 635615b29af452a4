"""Draft: an article of a battle becomes facts for a person to review.

`article.py` shows the whole, `draft.py` what becomes of a page; the rooms stand in
`graph/README.md`, in the order in which a fact comes about. Each imports only what stands before.
"""
