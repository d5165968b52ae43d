"""A C source holding files as terminated texts: embed.py OUT NAME=FILE ..."""
import sys

with open(sys.argv[1], 'w', encoding='utf-8') as out:
    out.write('/* Made by tools/embed.py. */\n#include <stddef.h>\n')
    for pair in sys.argv[2:]:
        name, path = pair.split('=', 1)
        data = open(path, 'rb').read()
        out.write(f'extern const char {name}[];\nextern const size_t {name}_size;\nconst size_t {name}_size = {len(data)};\n')
        out.write(f'const char {name}[] = {{')
        out.write(','.join(str(b if b < 128 else b - 256) for b in data + b'\0'))
        out.write('};\n')
