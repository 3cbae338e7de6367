"""What a competent developer would write without this library, for comparison."""
