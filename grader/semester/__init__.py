"""What happens between runs: giving scores out, marking by hand, cleaning up, handing code to other tools."""
