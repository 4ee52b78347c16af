"""Names of people, by language and script: written from general knowledge."""
