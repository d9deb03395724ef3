"""Training and measuring models of names, and building their lexicon: needs the extra `train`."""
