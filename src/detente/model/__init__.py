"""The trained model: graphs, tokeniser and card, as `training.export` writes them."""
