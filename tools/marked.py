"""YAML that remembers its lines, for the linters of data/: what is wrong is said as "file:line: key: ...", with the nearest word that
would have been right. A mapping is a dict whose `lines` tells the line of each key; a list knows the line of each of its entries."""
import difflib

import yaml


class Map(dict):
    line, lines = 1, {}


class List(list):
    line, lines = 1, []


class Loader(getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):
    pass


def _map(loader, node):
    m = Map()
    m.line, m.lines = node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        try:
            twice = key in m
        except TypeError:
            raise yaml.MarkedYAMLError(problem='a key that is no word', problem_mark=key_node.start_mark)
        if twice:
            raise yaml.MarkedYAMLError(problem=f'{key}: stands twice', problem_mark=key_node.start_mark)
        m[key] = loader.construct_object(value_node, deep=True)
        m.lines[key] = key_node.start_mark.line + 1
    return m


def _list(loader, node):
    values = List(loader.construct_object(n, deep=True) for n in node.value)
    values.line, values.lines = node.start_mark.line + 1, [n.start_mark.line + 1 for n in node.value]
    return values


Loader.add_constructor('tag:yaml.org,2002:map', _map)
Loader.add_constructor('tag:yaml.org,2002:seq', _list)


def load(path):
    """(tree, complaints): a file that is no YAML gives None and one complaint."""
    try:
        with open(path, encoding='utf-8') as f:
            return yaml.load(f, Loader), []
    except UnicodeDecodeError as e:
        return None, [f'{path}: not UTF-8 at byte {e.start}']
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        return None, [f'{path}:{mark.line + 1 if mark else 1}: {e.problem or "not YAML"}']
    except yaml.YAMLError as e:
        return None, [f'{path}: {" ".join(str(e).split())}']


def nearest(word, known):
    near = difflib.get_close_matches(str(word), [str(k) for k in known], 1, 0.5)
    return f'; nearest: {near[0]}' if near else ''


def line_of(node, key=None):
    """Of a key of a mapping, an index of a list, or of the node itself."""
    if key is None or not hasattr(node, 'lines'):
        return getattr(node, 'line', 1)
    if isinstance(node, dict):
        return node.lines.get(key, node.line)
    return node.lines[key]


def keys(path, node, known, wanted=(), where=''):
    """Complaints about a mapping: keys that are not known, keys of `wanted` that are not there, and a node that is no mapping."""
    if not isinstance(node, dict):
        return [f'{path}:{line_of(node)}: {where or "file"}: wants keys: {", ".join(known)}']
    inside = f'{where}: ' if where else ''
    return ([f'{path}:{line_of(node, k)}: {inside}{k}: no such key{nearest(k, known)}' for k in node if k not in known] +
            [f'{path}:{line_of(node)}: {inside}{k}: missing' for k in wanted if k not in node])


def word(path, node, key, known, where='', what='word'):
    """A complaint when node[key] is none of `known`."""
    value = node[key]
    if value in known:
        return []
    return [f'{path}:{line_of(node, key)}: {where + ": " if where else ""}{key if isinstance(node, dict) else value}: '
            f'{value!r} is no such {what}{nearest(value, known)}']
