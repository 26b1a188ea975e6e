"""Who is who, and who said what: pure functions on records, without a parser."""
