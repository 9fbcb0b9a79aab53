"""The record contract, the page model and the raw models between the stages."""
