"""The accounts of the desk: signing in with a second factor, invitations, lockout."""
