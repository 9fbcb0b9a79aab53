"""Worksheets as pages."""
