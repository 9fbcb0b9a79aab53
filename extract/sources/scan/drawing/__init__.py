"""Drawings on scans: rules erased, shapes, traced lines and heads."""
