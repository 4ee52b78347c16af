"""Roads out: they move exact bytes to one exact end and know no meaning."""
