"""Score: two facts files of one article compared, a draft with what a person has reviewed."""
