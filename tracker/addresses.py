"""Where things of a plan stand in the addresses: pieces that the tables of addresses are made of."""

PLAN = "plans/<slug:plan>/"
COMMITMENT = PLAN + "commitments/<int:number>/"
MILESTONE = COMMITMENT + "milestones/<int:milestone>/"
NOTE = MILESTONE + "note/"
