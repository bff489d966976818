"""The desk as a WSGI application, for `habeas desk` and for the operator's own server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habeas.desk.settings")
application = get_wsgi_application()
