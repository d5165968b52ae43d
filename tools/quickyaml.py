"""yaml.safe_load() by libyaml where Python has it: ten times as fast, and the tables of data/ are long."""
import yaml

LOADER = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)


def load(text):
    """A text or an open file: its tree."""
    return yaml.load(text, LOADER)
