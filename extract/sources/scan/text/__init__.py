"""Text on scans: lines found, cut out and recognised."""
