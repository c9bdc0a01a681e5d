"""What is answered to each command, a file each."""
