"""A new site for another circular: what a webmaster is asked, and the repository that it makes."""
