"""What runs: inputs, readers in processes of their own, the store and the manifest."""
