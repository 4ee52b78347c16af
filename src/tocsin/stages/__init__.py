"""What the desk does to a case: load, decide, record, return. One room for each step of the route."""
