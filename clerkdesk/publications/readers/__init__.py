"""How is each format read? One module per format, each pure code over bytes."""
