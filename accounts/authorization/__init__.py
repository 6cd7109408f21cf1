"""WHO may manage people and organisations. Functions return a Verdict and never write."""
