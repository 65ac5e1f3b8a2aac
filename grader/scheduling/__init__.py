"""Where submissions are graded: processes of this machine, or a cluster; and the cache."""
