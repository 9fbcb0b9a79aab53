"""SOP-AP: everything that is not a stage: command line, batch, store, report, export."""

__version__ = "0.1.0"
