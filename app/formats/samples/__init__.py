"""Sample files as an office leaves them behind: invented people, real habits. Made by program, the same every time."""
