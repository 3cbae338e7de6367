"""Files public-service dossiers into a Vietnamese one-stop portal, exactly once, and proves it.

The public names stand in `__init__.pyi`, each once. Everything is loaded when it is first asked
for: a flow gets by without a browser.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
