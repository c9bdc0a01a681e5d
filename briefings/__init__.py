"""What the product knows: documents become items, items become short briefings. No I/O."""
