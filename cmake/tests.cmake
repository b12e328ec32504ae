# One test binary per room.
