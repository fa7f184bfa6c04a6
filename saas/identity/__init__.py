"""Identity: people, what they may do in which company, how they sign in, and the tokens their programs use."""
