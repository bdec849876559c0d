"""Citations of statements in the formats that people and programs use. Pure: knows no Django."""
