"""An uncaught exception inside an imported module."""
import _failing_module
