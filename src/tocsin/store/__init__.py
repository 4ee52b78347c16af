"""What the desk keeps: log, index, vault, collections, keys, catalogues."""
