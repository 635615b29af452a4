"""What the graph says, as values that pages show: dates, sides, sentences, facts, answers."""
