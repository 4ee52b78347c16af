"""What the desk answers over HTTP: TAXII for partners, recipient pages, health."""
