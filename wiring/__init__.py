"""Where everything meets: the house over an open database; one file a vendor for its doors."""
