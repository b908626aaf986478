"""The revisions, each final once released; they import nothing of ours."""
