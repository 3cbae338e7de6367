"""What we keep of one filing: proof sheet, masked screenshots, receipt, journal extract."""
