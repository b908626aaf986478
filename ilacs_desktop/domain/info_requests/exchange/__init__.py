"""Lists of requests that leave the house, come back, or come from elsewhere."""
