"""The gates: each a module with one function `Subject → GateResult`. `graph.check` lists them."""
