"""The clerk's desk: corrections that stay, and pages to make them on."""
