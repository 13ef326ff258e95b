"""How long a test waits for what must come, in seconds: two cores may be busy with everything else."""

PATIENCE = 90.0
