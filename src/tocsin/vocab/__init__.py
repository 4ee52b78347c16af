"""What things are: the nouns of the desk, one file a noun."""
