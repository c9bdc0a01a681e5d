"""What the stages share about texts: dates, links, language, sentences, bigrams."""
