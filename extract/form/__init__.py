"""What the form of Permenpan-RB 35/2012 is: labels, symbol kinds, lists, kinds of pages."""
