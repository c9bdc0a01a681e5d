"""What the product remembers: one database."""
