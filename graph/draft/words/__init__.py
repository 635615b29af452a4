"""Words: what each word of a sentence is, does and may stand for."""
