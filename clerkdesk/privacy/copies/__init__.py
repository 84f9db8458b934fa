"""How is a masked copy made? One module per format, each `masked(data, reading, profile)`."""
