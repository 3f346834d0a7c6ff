class ConfigError(Exception):
    pass


def parse(text):
    try:
        return int(text)
    except ValueError as e:
        raise ConfigError(f"bad value {text!r}") from e


def load():
    values = [parse(t) for t in ("1", "x")]
    return values


load()
