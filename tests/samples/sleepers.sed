s/^[0-9][0-9]* bytes for/NNN bytes for/
