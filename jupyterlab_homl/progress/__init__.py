"""What a learner has done, stored in the workspace, and what is derived from it: levels, reviews, the next step."""
