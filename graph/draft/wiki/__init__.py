"""Raw wikitext, read with mwparserfromhell: what a reader of the page would see, as plain text."""
