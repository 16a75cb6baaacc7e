"""What keeps the desk running: alarms, health, the doctor, duties, room on the disk, retention."""
