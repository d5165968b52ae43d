"""Scenes come out as they say (README.md): play.py noisy|quiet [OPTION OF world...]; and every detector has a noisy one and a quiet one. Four tests play
all of them: noisy, quiet, noisy-restarted, quiet-restarted."""
import glob
import os
import re
import subprocess
import sys

kind, *options = sys.argv[1:]
root, builds = os.environ['ROOT'], (os.environ['ASAN'], os.environ['BUILD'])
world = next((p for p in (os.path.join(b, 'tests/world') for b in builds) if os.access(p, os.X_OK)), None)
if not world:
    sys.exit('tests/world was not built')
scenes = sorted(glob.glob(os.path.join(root, 'tests/world/*.scene')))
played = [s for s in scenes if s.endswith('.quiet.scene') == (kind == 'quiet')]
defined = re.sub(r'/\*.*?\*/', '', open(os.path.join(root, 'src/detect/detectors.def'), encoding='utf-8').read(), flags=re.S)
names = [n.replace('_', '-') for n in re.findall(r'^DETECTOR\((\w+)\)', defined, re.M)]
wrong = []
for name in names:
    noisy, quiet = (os.path.join(root, 'tests/world', name + end) for end in ('.scene', '.quiet.scene'))
    wrong += [f'{os.path.relpath(p, root)} is missing' for p in (noisy, quiet) if p not in scenes]
    if noisy in scenes and not re.search(rf'^expect (signal|alarm) {name}\b', open(noisy, encoding='utf-8').read(), re.M):
        wrong.append(f'{os.path.relpath(noisy, root)} expects no {name}')
    if quiet in scenes and re.search(rf'^expect (signal|alarm) {name}\b', open(quiet, encoding='utf-8').read(), re.M):
        wrong.append(f'{os.path.relpath(quiet, root)} is not quiet')
for scene in played:
    done = subprocess.run([world, *options, os.path.relpath(scene, root)], cwd=root, capture_output=True, text=True)
    if done.returncode:
        wrong.append(' '.join(options) + '\n' + done.stdout + done.stderr[-2000:])
print('\n'.join(wrong) or f'{len(played)} of {len(scenes)} scenes, {len(names)} detectors')
sys.exit(1 if wrong or not played or kind not in ('noisy', 'quiet') else 0)
