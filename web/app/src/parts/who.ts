// Who did something, as the journal says it: a person by name, the program itself, or whoever sat at the machine.
import { t } from '../words';

export const whoOf = (e: { who?: string | null; actor: string }): string => e.who ?? (e.actor === 'mimamori' ? t('journal.itself') : e.actor === 'local' ? t('journal.local') : e.actor);
