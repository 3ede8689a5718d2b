"""What follows from a language tag: direction, signs, digits, dates, words."""
