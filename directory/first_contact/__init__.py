"""Who comes first for this person: the rules, the candidates, the decision."""
