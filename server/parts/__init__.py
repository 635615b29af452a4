"""The parts of a graph that tells of several battles: each article's facts, apart from the rest."""
