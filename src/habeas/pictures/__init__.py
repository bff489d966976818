"""Pictures as they may be shown: made anew from their points alone, so that nothing that their file tells beside them
(places, devices, names, thumbnails, earlier states) goes along. A child process with limits decodes them.
"""

from habeas.pictures.sandbox import Cleaner, PictureError, cleaned

__all__ = ["Cleaner", "PictureError", "cleaned"]
