from allauth.usersessions.models import UserSession


def end_sessions(user):
    """End somebody's sessions, in the caller's transaction. Not part of the history.

    What they may do is computed from their memberships at each request anyway; this makes them
    see it at the next one.
    """
    for session in UserSession.objects.filter(user=user):
        session.end()


def end_session(*, user, number, except_key):
    """End one of somebody's own sessions but the one at hand. Return whether there was one."""
    others = UserSession.objects.filter(user=user).exclude(session_key=except_key)
    session = others.filter(pk=number).first()
    if session is None:
        return False
    session.end()
    return True
