"""How an entry is proposed, reviewed, published, withdrawn and taken back."""
