"""Reading: what people wrote becomes values and graphs: the article, its facts, the links."""
