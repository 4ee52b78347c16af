"""What the desk answers over HTTP: TAXII, recipient pages, health."""
