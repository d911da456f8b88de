"""The web process."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Only now, with Django set up, can what has tables be imported.
from citong.kernel import keys  # noqa: E402

keys.look_at_the_start()

# A request makes and drops many objects, few of them in cycles. Looking for cycles less often, and never among what
# was there from the start, saves a fifth of the time of a submission (benchmarks/submit).
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
