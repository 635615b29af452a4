"""The store on disk: a folder of snapshots, of which the newest is the dataset, and a journal."""
