"""The product's nouns as frozen data: a file per family."""
