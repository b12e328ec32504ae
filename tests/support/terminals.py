# SPDX-FileCopyrightText: 2026 The perfolio authors
# SPDX-License-Identifier: MIT
"""What tests that type into a terminal need."""
import os
import pty
import unittest


def has_terminals():
    """Whether the system lends pseudo terminals: a bare chroot has none."""
    try:
        for end in pty.openpty():
            os.close(end)
    except OSError:
        return False
    return True


on_a_terminal = unittest.skipUnless(has_terminals(), "no pseudo terminals here (/dev/pts)")
