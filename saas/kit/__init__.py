"""The kit knows no business: units of work, verbs, inputs, errors, events, jobs, money, time, languages, files, doors."""
