"""``python -m cybermatrix`` is the command line."""

from cybermatrix.cli import main

main()
