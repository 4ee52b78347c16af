"""What the desk does to a case: one room for each step of the route."""
