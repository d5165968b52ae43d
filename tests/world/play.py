#!/bin/sh
# Every scene comes out as it says (README.md), with and without restarts in between; every detector has a noisy one and a quiet one.
exec "$PYTHON" - "$ROOT" "$BUILD" "$ASAN" <<'PY'
import concurrent.futures, glob, os, re, subprocess, sys
root, *builds = sys.argv[1:4]
world = next((p for p in (os.path.join(b, 'tests/world') for b in reversed(builds)) if os.access(p, os.X_OK)), None)
if not world:
    sys.exit('tests/world was not built')
scenes = sorted(glob.glob(os.path.join(root, 'tests/world/*.scene')))
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


def play(scene, *options):
    done = subprocess.run([world, *options, os.path.relpath(scene, root)], cwd=root, capture_output=True, text=True)
    return ' '.join(options) + '\n' + done.stdout + done.stderr[-2000:] if done.returncode else None


with concurrent.futures.ThreadPoolExecutor(2) as pool:
    played = [pool.submit(play, scene, *options) for scene in scenes for options in ([], ['--restart', '97s'])]
    wrong += [p.result() for p in played if p.result()]
print('\n'.join(wrong) or f'{len(scenes)} scenes, {len(names)} detectors')
sys.exit(1 if wrong else 0)
PY
