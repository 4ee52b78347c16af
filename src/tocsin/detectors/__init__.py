"""What should not leave, and what should: detectors, one module each."""
