// The settings of the site, as the server lists them: its words, its bounds.
import { useEffect, useState } from 'preact/hooks';
import { useData } from '../../data';
import { act, type Problem } from '../../net';
import { Loading, ProblemNote } from '../../parts/bits';
import { Form, type FormField, type Values } from '../../parts/form';
import { loadSession, may } from '../../site';
import type { Setting, Whole } from '../../shapes';
import { pair, t } from '../../words';

const languages: Record<string, string> = { ja: '日本語', en: 'English' };

function fieldOf(s: Setting): FormField {
  const base: FormField = { name: s.key, label: pair(s.title), help: pair(s.help) || undefined };
  if (s.type === 'switch')
    return {
      ...base,
      type: 'choice',
      required: true,
      choices: [
        { value: 'on', text: t('shell.yes') },
        { value: 'off', text: t('shell.no') },
      ],
    };
  if (s.type === 'int') return { ...base, type: 'number' };
  if (s.type === 'word') return { ...base, type: 'choice', required: true, choices: s.words.map((w) => ({ value: w, text: languages[w] ?? w })) };
  return base;
}

export function GeneralTab() {
  const list = useData<Whole<Setting>>('/settings', ['settings']);
  const [values, change] = useState<Values>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [told, setTold] = useState(false);
  useEffect(() => {
    if (list.value) change(Object.fromEntries(list.value.items.map((s) => [s.key, s.value])));
  }, [list.value]);
  if (!list.value) return list.problem ? <ProblemNote problem={list.problem} again={list.again} /> : <Loading />;
  const changed = Object.fromEntries(list.value.items.filter((s) => values[s.key] !== undefined && values[s.key] !== s.value).map((s) => [s.key, values[s.key]]));
  const save = async (e: Event) => {
    e.preventDefault();
    setProblem(null);
    try {
      await act('PATCH', '/settings', changed);
      setTold(true);
      list.again();
      await loadSession();
    } catch (p) {
      setProblem(p as Problem);
    }
  };
  return (
    <form onSubmit={save} onInput={() => setTold(false)}>
      <Form fields={list.value.items.map(fieldOf)} values={values} change={change} wrong={problem} prefix="setting" />
      {!list.value.items.some((s) => s.key === problem?.field) && <ProblemNote problem={problem} />}
      {told && (
        <p class="told" role="status">
          {t('settings.saved')}
        </p>
      )}
      {may() && (
        <button type="submit" class="first" disabled={!Object.keys(changed).length}>
          {t('shell.save')}
        </button>
      )}
    </form>
  );
}
