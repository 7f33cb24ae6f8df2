"""Taking in what this feed gives out: into a copy without any organization, as drafts."""
