"""Lists: views people keep, files they take away, what they do to all they found."""
