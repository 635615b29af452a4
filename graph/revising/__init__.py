"""From one version of an article to the next, with all that was reviewed.

read → align (which sentence is which) → trace (what became of each) → carry (the lines of the facts
file) → prove (nothing is lost) → tell (what a person has to do). Decided in
`docs/decisions/0013-a-sentence-keeps-its-number.md`.
"""
