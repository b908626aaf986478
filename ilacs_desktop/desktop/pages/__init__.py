"""One page a room; no page imports another."""
