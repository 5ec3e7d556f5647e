"""All about two drafts in one result. In: drafts, links, terms, concerns. Out: Comparison."""
