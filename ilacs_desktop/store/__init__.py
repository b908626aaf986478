"""What is kept: records in the encrypted database and the one door to them."""
