"""DELIVERED: due times, windows, retries, the rate gate's arithmetic. Policy only, no I/O."""
