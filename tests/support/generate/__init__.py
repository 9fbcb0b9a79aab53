"""Draws sample SOP documents with their truth, and turns documents into scans."""
