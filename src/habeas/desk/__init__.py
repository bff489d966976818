"""The desk: the web application in which a team reads, decides and keeps watch. A Django project around the core.

The core knows nothing of it. The desk stores reports, readings and decisions through the workspace and nowhere else;
what only the desk needs (people and roles, restrictions, notes, drafts, its search index) is in its own database.
"""
