"""Reports: what a company looks at first in the morning, and how things go over days."""
