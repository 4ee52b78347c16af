"""What can be asked of a desk, through whichever door: one table."""
