data = {"a": {"b": [1, 2, 3]}}


def get(d):
    return d["a"]["b"][ 7 ] + 1


get(data)
