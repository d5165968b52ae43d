// What the server says: api.ts is made from data/api, the same files that its routes are made of.
import type { Page } from './api';

export type * from './api';
export type Paged<T> = Page<T>;
/** A list that comes whole. */
export interface Whole<T> {
  items: T[];
  total: number;
}
