// What the server says: made from data/api, the same files that its routes are made of (tools/api.py types).
import type { Page } from './made/api';

export type * from './made/api';
export type Paged<T> = Page<T>;
/** A list that comes whole. */
export interface Whole<T> {
  items: T[];
  total: number;
}
