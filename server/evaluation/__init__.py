"""A question answered: by pyoxigraph, in processes that may be killed."""
