"""Writers: the model as text that people edit, and that the readers read back as the same."""
