"""Local servers that speak the vendors' protocols and refuse what the vendors would refuse."""
