"""What the server says of itself and of its graph, to programs and to people."""
