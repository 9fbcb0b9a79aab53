"""Readers: each kind of file ends in the page model of schemas.page."""
