"""Is the mock a fair mock? Its own rules, over HTTP and in a browser."""
