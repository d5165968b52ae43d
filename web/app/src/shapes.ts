// What the server says, as far as the pages read it (names are those of inspect.json; docs/schema). Unknown is null.
import type { Pair } from './words';

export interface Paged<T> {
  items: T[];
  total: number;
  next: string | null;
}

export interface Packet {
  file: number;
  n: number;
}

export interface Grant {
  role: string;
  system: string; // 'site' or s1
}

export interface Account {
  id: string;
  login: string;
  name: string;
  roles: Grant[];
  lang?: string | null;
  totp?: boolean;
  locked?: boolean;
  disabled?: boolean;
  last_seen?: string | null;
  contact?: string | null;
  views?: { page: string; name: string; query: string }[];
}

export interface Session {
  account: Account | null;
  csrf?: string;
  expires?: string;
}

export interface Settings {
  site_name?: string;
  time_zone?: string;
  language?: string;
  level?: string;
  [name: string]: unknown;
}

export interface System {
  id: string;
  name: string;
  level: string | null;
  status: string | null;
  devices?: number;
  start?: string | null;
  end?: string | null;
}

export interface Interface {
  name: string;
  state: string; // up | down
  frames?: number;
  bytes?: number;
  frames_per_second?: number;
  bits_per_second?: number;
  received?: number;
  dropped?: number;
  mirror?: string | null; // health of a mirror port
  addresses?: string[];
  capturing?: boolean;
}

export interface CaptureFile {
  file: number;
  name: string;
  packets: number;
  bytes: number;
  first: string | null;
  last: string | null;
}

export interface Capture {
  replay: boolean | string;
  running?: boolean;
  interfaces?: Interface[];
  files?: CaptureFile[];
  packets?: number;
  bytes?: number;
  dropped?: number;
  malformed?: number;
  first?: string | null;
  last?: string | null;
  store?: { bytes: number; limit: number; days: number; payload: boolean };
}

export interface Service {
  transport: string;
  port: number | null;
  protocol: string;
  answered: boolean;
  last?: string | null;
}

export interface Fact {
  field: string;
  value: string;
  source: string;
  packet: Packet | null;
  confidence: number;
  reason?: Pair | string | null;
  locked?: boolean;
}

export interface Device {
  id: string;
  number?: string | null;
  line?: string | null;
  place?: string | null;
  name?: string | null;
  names: string[];
  macs: string[];
  ips: string[];
  maker: string | null;
  kind: string;
  layer: string;
  model: string | null;
  firmware: string | null;
  serial: string | null;
  os: string | null;
  confidence: number;
  first: string | null;
  last: string | null;
  packets: number;
  bytes: number;
  state?: string | null;
  systems?: string[];
  stray?: boolean;
  owner?: string | null;
  findings?: number;
  worst?: string | null;
  services?: Service[];
  facts?: Fact[];
}

export interface Finding {
  id: string;
  check: string;
  severity: string;
  about: string[];
  items: string[];
  evidence: Packet[];
  evidence_total: number;
  title: Pair;
  why: Pair;
  do: Pair;
  first?: string | null;
  last?: string | null;
  gone?: string | null;
}

export interface End {
  id: string | null;
  ip: string | null;
  name?: string | null;
}

export interface Flow {
  n: number;
  client: End;
  server: End;
  transport: string;
  server_port: number | null;
  protocol: string;
  packets: number;
  bytes: number;
  encrypted: string;
  first: string | null;
  last: string | null;
  first_packet: Packet | null;
  answered: boolean;
  connections: number;
  community_id: string | null;
}

export interface FunctionCounts {
  function: string;
  total: number;
  verdicts: Record<string, number>;
  states: Record<string, number>; // decision beside verdict: good amber grey decide note
}

export interface Summary {
  functions: FunctionCounts[];
  weakest: string | null;
  level: string | null;
  devices: Record<string, number> & { total: number };
  findings: Record<string, number>;
  changed: { at: string; text: Pair; device?: string | null }[];
  due: { on: string; text: Pair; late?: boolean; record?: string; item?: string }[];
  capture?: Capture;
  home?: {
    systems?: { id: string; name: string; level: string | null; business?: string | null; worst?: string | null; money?: number | null; not_met: number }[];
    asked?: { record: string; text: Pair; on?: string | null }[];
  };
}

export interface Command {
  protocol: string;
  code: number;
  sub: number | null;
  name: string;
  class: string;
  client: End;
  server: End;
  count: number;
  answered: number;
  refused: number;
  first_packet: Packet | null;
}

export interface DeviceDetail extends Device {
  findings_list?: Finding[];
  flows?: Flow[];
  flows_total?: number;
  commands?: Command[];
  points?: { name: string; value: string; unit?: string | null; last: string | null }[];
  history?: { at: string; text: Pair; actor?: string | null }[];
  records?: { id: string; kind: string; title: Pair; expires?: string | null }[];
  profile?: { at: string; by: string } | null;
  differences?: { what: Pair | string; approved: string | null; seen: string | null }[];
  merges?: { id: string; name?: string | null }[];
}

export interface FindingDetail extends Finding {
  names?: Record<string, string>; // of what it is about
  question?: string; // the SQL of the check
  rows?: Record<string, unknown>[];
}

export interface Matrix {
  clients: string[]; // kinds of device, 'outside'
  servers: string[];
  cells: { client: string; server: string; flows: number; bytes: number; clear: number }[];
}

export interface SheetRow {
  item: string;
  title: Pair;
  function?: string;
  verdict: string;
  grade?: string;
  decision?: string | null;
  light?: string | null;
  needs?: Pair | null;
}
