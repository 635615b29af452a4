"""The server as processes: started, renewed, watched and counted."""
