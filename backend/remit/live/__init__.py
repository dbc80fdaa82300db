"""The websocket edge: sockets, who may see what, presence."""
