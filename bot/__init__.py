"""How the world reaches the product: command line, platforms, schedule, delivery."""
