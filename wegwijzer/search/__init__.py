"""Search over everything that is public: help, organizations, rights, law, publications, pages."""
