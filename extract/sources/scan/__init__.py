"""Scans, photos and pictures become the same page model as a vector page."""
