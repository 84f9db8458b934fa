"""What becomes of an application to put one's own record right (更正, Regulation art. 41)?

A matter of its own with its own number: outside the twenty days of art. 33 and outside table three.
"""
