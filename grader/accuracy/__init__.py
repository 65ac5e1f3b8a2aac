"""The accuracy check: data, blinding, the judge's own forward, tiers."""
