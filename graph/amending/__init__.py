"""From a change of the dataset to edits of the files that people wrote: the editors' way back."""
