"""Records against gold: scores that add, and every error with its sentence."""
