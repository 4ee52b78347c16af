"""What is right: judgements, tables and calculations; pure."""
