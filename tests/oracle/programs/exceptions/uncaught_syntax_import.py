"""A SyntaxError in an imported module."""
import _syntax_error_module
