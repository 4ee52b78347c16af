"""What a rule cannot match without, derived from its exact pattern."""
