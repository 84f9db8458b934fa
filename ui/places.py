"""On which page is a matter of the board opened?"""

PLACES = {
    "request": "requests",
    "publication": "publications",
    "review": "reviews",
    "monitor": "monitor",
    "record": "records",
}
