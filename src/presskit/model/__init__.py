"""The records that the stages pass on: data only, frozen, JSON in and out."""
