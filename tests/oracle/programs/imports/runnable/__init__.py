print("runnable package", __name__)
