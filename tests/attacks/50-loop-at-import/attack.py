"""Never finish being imported."""

while True:
    pass
