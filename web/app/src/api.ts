// Made by tools/api.py from data/api: `tools/api.py types data/api web/app/src/api.ts`. Do not edit.

export interface Page<T> { items: T[]; total: number; next: string | null }

export interface Grant {
  role: Role;
  system: string;
}

export interface Account {
  id: string;
  login: string | null;
  contact: Named | null;
  state: "open" | "locked" | "closed";
  roles: Grant[];
  password: boolean;
  totp: boolean;
  client_key: string | null;
  made: string;
  signed_in: string | null;
  failed: number;
  sessions: number;
}

export interface Token {
  id: string;
  account: string;
  name: string;
  roles: Role[];
  system: string | null;
  made: string;
  until: string;
  revoked: string | null;
  mine: boolean;
}

export interface BulkChange {
  device: string;
  name: string | null;
  field: string;
  old: string | null;
  new: string | null;
}

export interface ProfileLine {
  device: string;
  name: string | null;
  what: "service" | "peer" | "protocol" | "outside" | "command-class" | "address" | "firmware";
  key: string;
  change: "new" | "gone" | "same";
  peer: string | null;
  peer_name: string | null;
  packet: Packet | null;
}

export interface ProfileEntry {
  what: "service" | "peer" | "protocol" | "outside" | "command-class" | "address" | "firmware";
  key: string;
  peer: string | null;
}

export interface Profile {
  device: string;
  version: number;
  at: string;
  note: string | null;
  contact: string | null;
  who: string | null;
  entries: ProfileEntry[];
}

export interface DifferenceRow {
  device: string;
  name: string | null;
  against: "profile" | "ledger" | "lock";
  what: string;
  kind: "new" | "gone" | "differs";
  key: string;
  approved: string | null;
  observed: string | null;
  peer: string | null;
  since: string;
  packet: Packet | null;
}

export interface MapPin {
  id: string;
  x: number | null;
  y: number | null;
}

export interface MapVersion {
  id: string;
  name: string;
  at: string;
  contact: string | null;
  who: string | null;
}

export interface MapChange {
  id: string;
  title: string;
  kind: string;
  layer: string;
  was: string | null;
}

export interface MapLinkChange {
  from: string;
  to: string;
  from_title: string | null;
  to_title: string | null;
  protocols: string[];
}

export type AlarmState = "open" | "shelved" | "dismissed" | "ended";

export type AlarmLamp = "device" | "data" | "none";

export type AlarmReason = "false-alarm" | "known-work" | "test" | "accepted" | "other";

export type AlarmEnd = "over" | "person" | "approved" | "joined";

export interface Steps {
  ja: string[];
  en: string[];
}

export interface AlarmAct {
  at: string;
  contact: string | null;
  who: string | null;
}

export interface AlarmRow {
  id: string;
  detector: string;
  severity: Severity;
  state: AlarmState;
  lamp: AlarmLamp;
  title: Pair;
  cause: string;
  device: Named | null;
  began: string;
  last: string;
  raised: string;
  graver: string | null;
  ended: string | null;
  ended_by: AlarmEnd | null;
  again: number;
  count: number;
  devices: number;
  acknowledged: AlarmAct | null;
  dismissed: AlarmAct | null;
  dismissed_as: AlarmReason | null;
  shelved_until: string | null;
  shelved_by_itself: boolean;
  work: string | null;
}

export interface AlarmDevice {
  device: Named;
  ip: string | null;
  part: "by" | "on";
  lamp: AlarmLamp;
  severity: Severity;
  since: string;
  until: string | null;
}

export interface AlarmEntry {
  at: string;
  kind: string;
  words: Pair;
  contact: string | null;
  who: string | null;
  note: string | null;
}

export interface SignalRow {
  id: number;
  detector: string;
  title: Pair;
  severity: Severity;
  at: string;
  last: string;
  standing: boolean;
  count: number;
  by: Named | null;
  about: Named | null;
  key: string;
  claimed: boolean;
  learning: boolean;
  alarm: string | null;
  work: string | null;
  packet: Packet | null;
}

export interface AlarmDetail {
  alarm: AlarmRow;
  expected: Pair;
  came: Pair;
  first: Steps;
  dont: Steps;
  items: { item: string; title: Pair }[];
  techniques: string[];
  devices_of: AlarmDevice[];
  signals: SignalRow[];
  signals_total: number;
  evidence: Packet[];
  timeline: AlarmEntry[];
  dismissed_words: string | null;
  shelved_words: string | null;
  joined: string | null;
  incident: string | null;
  may_shelve: boolean;
}

export type LampColour = "none" | "grey" | "green" | "yellow" | "red";

export interface Lamp {
  colour: LampColour;
  shape: "dash" | "ring" | "dot" | "triangle" | "square";
  words: Pair;
  alarm: string | null;
  since: string | null;
}

export interface Lamps {
  device: string;
  name: string | null;
  place: string | null;
  device_lamp: Lamp;
  data_lamp: Lamp;
}

export type AttackWeight = "now" | "eased" | "placed";

export type AttackState = "proposed" | "accepted" | "rejected";

export type Harm = "stop" | "wrong-value" | "injury" | "leak" | "partner";

export type MeasureLayer = "physical" | "human" | "technical";

export interface AttackReason {
  reason: string;
  weight: AttackWeight;
  say: Pair;
  total: number;
  finding: string | null;
  packet: Packet | null;
}

export interface AttackSaid {
  at: string;
  who: string | null;
  contact: string | null;
  words: string | null;
  place: string;
  system: string;
}

export interface AssumptionRow {
  id: string;
  number: string;
  attack: string;
  title: Pair;
  threats: number[];
  harms: Harm[];
  from: Named;
  to: Named | null;
  kind: string;
  far_kind: string | null;
  weight: AttackWeight;
  why: Pair;
  reasons: number;
  state: AttackState;
  added: boolean;
  said: AttackSaid | null;
  measures: { physical: number; human: number; technical: number; one_sided: number; overdue: number };
}

export interface MeasureRow {
  record: string;
  layer: MeasureLayer;
  what: string;
  how: string;
  it_owner: Named | null;
  ot_owner: Named | null;
  done_by: string | null;
  state: "planned" | "done";
  control: string | null;
  one_sided: boolean;
  overdue: boolean;
  attack: string;
}

export interface MeasureProposed {
  measure: string;
  layer: MeasureLayer;
  what: Pair;
  how: Pair;
  control: string | null;
  taken: string | null;
}

export interface AttackKind {
  attack: string;
  title: Pair;
  what: Pair;
  where: ("element" | "link")[];
  threats: number[];
  techniques: string[];
  harms: Harm[];
  items: string[];
  measures: MeasureProposed[];
}

export interface AttackGroup {
  id: string;
  attack: string;
  title: Pair;
  kind: string;
  far_kind: string | null;
  weight: AttackWeight;
  total: number;
  proposed: number;
  accepted: number;
  rejected: number;
  measures: number;
  example: AssumptionRow;
}

export interface AssumptionDetail {
  assumption: AssumptionRow;
  kind: AttackKind;
  reasons: AttackReason[];
  proposed: MeasureProposed[];
  measures: MeasureRow[];
  rows_of_sheet: { item: string; title: Pair }[];
  worst: { record: string; harm: Harm; story: string; loss: number | null }[];
  group: string;
  group_total: number;
}

export interface AuditCheckpoint {
  size: number;
  at: string;
  root: string;
  note: string;
  file: string;
}

export interface AuditState {
  origin: string;
  public_key: string;
  events: number;
  first_at: string | null;
  last_at: string | null;
  last_hash: string;
  signed: boolean;
  after: number;
  checkpoints: AuditCheckpoint[];
  checkpoints_total: number;
  frozen: { id: string; name: string; system: string; sheet: string; at: string; rows: number; hash: string; whole: boolean }[];
}

export interface AuditPick {
  item: string;
  rank: number;
  key: string;
  stratum: string | null;
  title: Pair;
  verdict: Verdict;
}

export interface AuditSample {
  seed: string;
  seed_from: "checkpoint" | "given";
  checkpoint: number | null;
  by: "none" | "verdict" | "function";
  of: number;
  as_of: string;
  items: AuditPick[];
}

export interface CaptureInterface {
  name: string;
  state: "up" | "down" | "gone" | "refused";
  since: string | null;
  last: string | null;
  frames: number;
  bytes: number;
  dropped: number;
  times_down: number;
  frames_per_second: number;
  bits_per_second: number;
}

export interface CapturePeriod {
  from: string;
  to: string;
  frames: number;
  bytes: number;
  dropped: number;
  malformed: number;
}

export interface CaptureFile {
  index: number;
  name: string;
  format: string;
  packets: number;
  bytes: number;
  first: string | null;
  last: string | null;
  truncated: boolean;
  dropped: number | null;
  gone: boolean;
}

export interface MirrorHealth {
  state: "quiet" | "good" | "one-way" | "broadcast";
  conversations: number;
  two_way: number;
  incomplete: boolean;
  words: Pair;
}

export interface PacketStore {
  state: "off" | "waiting" | "on" | "full";
  payload: boolean;
  files: number;
  bytes: number;
  from: string | null;
}

export interface Replay {
  name: string;
  first: string | null;
  ended: boolean;
  frames: number;
}

export interface ClockJump {
  at: string | null;
  seconds: number;
  times: number;
}

export interface Detecting {
  signals: number;
  alarms: number;
  dropped: number;
  unlisted: number;
  bytes: number;
  refused: number;
  blind: boolean;
}

export interface CaptureState {
  running: boolean;
  began: string | null;
  last_frame: string | null;
  first: string | null;
  last: string | null;
  packets: number;
  bytes: number;
  dropped: number;
  unsaid: number;
  malformed: number;
  restarts: number;
  interfaces: CaptureInterface[];
  periods: CapturePeriod[];
  mirror: MirrorHealth;
  store: PacketStore;
  replay: Replay | null;
  clock: ClockJump;
  files: CaptureFile[];
  files_total: number;
  limits: { table: string; kept: number; dropped: number }[];
  detecting: Detecting;
  judged: string | null;
}

export interface Pair {
  ja: string;
  en: string;
}

export interface Packet {
  file: number;
  n: number;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  field?: string;
}

export interface Named {
  id: string;
  name: string | null;
}

export interface End {
  id: string | null;
  ip: string | null;
  name: string | null;
  kind: string | null;
  elsewhere?: boolean;
}

export type Severity = "critical" | "high" | "medium" | "low" | "info";

export type Layer = "device" | "lan" | "server" | "wan" | "cloud";

export type Life = "introduced" | "normal" | "abnormal" | "stray" | "retired";

export type Secrecy = "yes" | "no" | "unknown";

export type Verdict = "met" | "partly" | "not-met" | "unknown" | "person";

export type Csf = "identify" | "protect" | "detect" | "respond" | "recover";

export type Level = "poc" | "core" | "important";

export type Choice = "adopt" | "part" | "not";

export type CommandClass = "read" | "write" | "control" | "program" | "diagnose" | "other";

export type SignIn = "none" | "optional" | "password" | "certificate" | "unknown";

export type Gravity = "look" | "change" | "grave";

export type Approval3 = "yes" | "no" | "unjudged";

export type Answer3 = "done" | "refused" | "unanswered";

export type Near = "same-segment" | "other-segment" | "outside" | "unknown";

export interface Controller {
  device: End;
  maker: string | null;
  model: string | null;
  firmware: string | null;
  protocols: string[];
  sign_in: SignIn;
  writers: number;
  operators: number;
  programmers: number;
  unapproved: number;
  approved: boolean;
  refused: number;
  operations: number;
  last: string | null;
  gravity: Gravity | null;
}

export interface ControllerWay {
  protocol: string;
  title: string;
  sign_in: SignIn;
  ports: string;
  answered: boolean;
  encrypted: Secrecy;
  clients: number;
}

export interface ControllerOrder {
  client: End;
  protocol: string;
  class: CommandClass;
  deed: string;
  names: string;
  count: number;
  answered: number;
  refused: number;
  first: string;
  packet: Packet | null;
  approval: Approval3;
  near: Near;
  signed_in: boolean;
  gravity: Gravity;
}

export interface Operation {
  protocol: string;
  code: number;
  sub: number | null;
  name: string;
  class: CommandClass;
  deed: string;
  detail: string;
  client: End;
  server: End;
  at: string;
  packet: Packet | null;
  count: number;
  answered: number;
  refused: number;
  gravity: Gravity;
}

export type NotSeen = "model" | "firmware" | "writes" | "operations" | "programs" | "answers" | "sign-in" | "encrypted" | "named-only";

export interface ControllerNotSeen {
  what: NotSeen;
  protocols: string | null;
}

export interface ControllerDetail {
  controller: Controller;
  from: string | null;
  until: string | null;
  not_seen: ControllerNotSeen[];
  ways: ControllerWay[];
  orders: ControllerOrder[];
  could: End[];
  could_total: number;
  operations: Operation[];
}

export interface CourierJob {
  job: number;
  what: "mail" | "webhook";
  to: string | null;
  at: string;
  result: "waiting" | "sent" | "deferred" | "refused" | "unsure" | "closed";
  why: Pair;
  code: number;
  said: string | null;
}

export interface Courier {
  host: string | null;
  port: number;
  tls: "starttls" | "tls" | "none";
  user: string | null;
  from: string | null;
  ca: string | null;
  webhook: string | null;
  password_set: string | null;
  webhook_key_set: string | null;
  set: string | null;
  set_by: Named | null;
  permitted: string | null;
  permitted_by: Named | null;
  state: "off" | "unpermitted" | "missing" | "ready";
  jobs: CourierJob[];
}

export interface LedgerShort {
  number: string | null;
  name: string | null;
  line: string | null;
  place: string | null;
  owner: string | null;
}

export interface Device {
  id: string;
  name: string | null;
  maker: string | null;
  kind: string;
  layer: Layer;
  model: string | null;
  firmware: string | null;
  serial: string | null;
  os: string | null;
  confidence: number;
  mac: string | null;
  ip: string | null;
  first: string;
  last: string;
  packets: number;
  bytes: number;
  router: boolean;
  behind: string | null;
  known: boolean;
  ledger: LedgerShort | null;
  state: Life | null;
  severity: Severity | null;
  findings: number;
  systems: string[];
}

export interface Fact {
  field: string;
  value: string;
  source: string;
  packet: Packet | null;
  confidence: number;
  count: number;
  locked: boolean;
}

export interface Address {
  kind: "mac" | "ip";
  value: string;
  source: string;
  confidence: number;
  first: string;
  last: string;
  packet: Packet | null;
}

export interface Service {
  transport: string;
  port: number;
  protocol: string;
  answered: boolean;
  encrypted: Secrecy;
  clients: number;
  outside_clients: number;
  closed_since: string | null;
  first_packet: Packet | null;
  last_packet: Packet | null;
}

export interface Peer {
  id: string | null;
  ip: string | null;
  name: string | null;
  kind: string | null;
  role: "client" | "server" | "both";
  protocols: string[];
  encrypted: Secrecy;
  packets: number;
  bytes: number;
  last: string;
}

export interface Command {
  protocol: string;
  code: number;
  sub: number | null;
  name: string;
  class: "read" | "write" | "control" | "program" | "diagnose" | "other";
  deed: string | null;
  gravity: Gravity | null;
  client: End;
  server: End;
  count: number;
  answered: number;
  refused: number;
  first: string;
  first_packet: Packet | null;
}

export interface Point {
  name: string;
  protocol: string;
  count: number;
  least: number | null;
  most: number | null;
  last_value: number | null;
  first: string;
  last: string;
  type: string;
  writes: number;
  period_us: number | null;
  packet: Packet | null;
}

export interface Certificate {
  port: number;
  subject: string;
  issuer: string;
  not_before: string;
  not_after: string;
  self_signed: boolean;
  bits: number | null;
  packet: Packet | null;
}

export interface Login {
  client: End;
  server: End;
  protocol: string;
  port: number;
  method: string;
  clear: boolean;
  ok: number;
  failed: number;
  unknown: number;
  default_pair: boolean;
  packet: Packet | null;
}

export interface Lock {
  field: string;
  value: string;
  note: string | null;
  contact: string | null;
  who: string | null;
  at: string;
}

export interface Difference {
  against: "profile" | "ledger" | "lock";
  what: string;
  kind: "new" | "gone" | "differs";
  key: string;
  approved: string | null;
  observed: string | null;
  peer: string | null;
  since: string;
  packet: Packet | null;
}

export interface Standing {
  state: Life;
  reason: Pair | null;
  by_person: boolean;
  since: string | null;
  listed: boolean;
  approved: boolean;
}

export interface Approval {
  version: number;
  at: string;
  note: string | null;
  contact: string | null;
  who: string | null;
}

export interface Setter {
  client: End;
  protocol: string;
  count: number;
}

export interface DeviceDetail {
  device: Device;
  addresses: Address[];
  facts: Fact[];
  services: Service[];
  peers: Peer[];
  peers_total: number;
  commands: Command[];
  commands_total: number;
  points: Point[];
  points_total: number;
  setters: Setter[];
  certificates: Certificate[];
  logins: Login[];
  findings: Finding[];
  records: RecordShort[];
  systems: Named[];
  history: Change[];
  locks: Lock[];
  profile: Approval | null;
  differences: Difference[];
  standing: Standing;
}

export interface DigestMonth {
  month: string;
  from: string;
  until: string;
  ahead: boolean;
  unfinished: boolean;
  watched: "not" | "part" | "all";
  quiet: boolean;
  words: Pair | null;
  days: Figure;
  counts: Figure[];
  verdicts: { [key: string]: Figure };
}

export interface Digest {
  site: string;
  system: string;
  sheet: string;
  at: string;
  year: string;
  from: string;
  until: string;
  months: DigestMonth[];
  note: Pair;
}

export interface Figure {
  name: string;
  number: number;
  words: Pair;
  value: number | null;
  money: boolean;
  unknown: Pair | null;
  of: "sub-item" | "record" | "device" | "finding" | "alarm" | "incident" | "event" | "day";
  rows: string[];
  total: number;
}

export interface DirectorBusiness {
  record: string;
  business: string;
  weight: "core" | "important" | "support" | "trial" | "unknown";
  dependence: string | null;
  system: string;
  system_name: string | null;
  level: Level | null;
  endures: number | null;
  fallback: string | null;
  expired: boolean;
}

export interface DirectorFunction {
  function: Csf;
  rows: Figure;
  met: Figure;
  partly: Figure;
  "not-met": Figure;
  unknown: Figure;
  person: Figure;
}

export interface DirectorWorst {
  record: string;
  story: string;
  harm: "stop" | "wrong-value" | "injury" | "leak" | "partner" | "unknown";
  spread: string | null;
  business: string | null;
  where: string | null;
  effects: Pair;
  money: Figure;
  limits: string | null;
  protects: Pair;
  devices: Figure;
  held: Figure;
  broken: Figure;
  open: Figure;
  expired: boolean;
}

export interface DirectorAsked {
  record: string;
  version: number;
  asked: string;
  kind: string;
  cost: number | null;
  no_cost: string | null;
  otherwise: string;
  due_on: string | null;
  late: boolean;
  answer: string;
  again_on: string | null;
  answered_by: string | null;
  answered_on: string | null;
  words: string | null;
  state: Pair;
  how: Pair;
  proven: boolean;
  own: boolean;
  paper: boolean;
  changed: boolean;
}

export interface DirectorPage {
  site: string;
  system: string;
  system_name: string | null;
  level: Level | null;
  at: string;
  today: string;
  since: string;
  as_of: string | null;
  provisional: boolean;
  why: Pair | null;
  seen: Pair;
  open: Figure;
  strangers: Figure;
  watched: Figure;
  systems: { id: string; name: string; level: Level | null; status: "trial" | "live" | "ended" }[];
  businesses: Figure;
  business: DirectorBusiness[];
  functions: DirectorFunction[];
  weakest: Pair | null;
  worst_cases: Figure;
  worst: DirectorWorst[];
  changes: Figure[];
  waiting: Figure;
  cost: Figure;
  asked: DirectorAsked[];
  answers: Figure;
  answered: DirectorAsked[];
  residual: Pair;
  note: Pair;
}

export interface Finding {
  id: string;
  check: string;
  severity: Severity;
  about: Named[];
  title: Pair;
  why: Pair;
  do: Pair;
  items: string[];
  evidence_total: number;
  evidence_first: string | null;
  evidence_last: string | null;
  first_seen: string | null;
  last_seen: string | null;
}

export interface FindingDetail {
  finding: Finding;
  question: { check: string; version: number; sql: string; met_by: ("refused" | "permit" | "config" | "statement" | "seen")[] };
  columns: string[];
  rows: unknown[][];
  rows_total: number;
  rows_complete: boolean;
  evidence: Packet[];
  filter: string | null;
  threats: number[];
  techniques: string[];
  devices: Device[];
  rows_of_sheet: { item: string; title: Pair }[];
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
  encrypted: Secrecy;
  first: string;
  last: string;
  first_packet: Packet | null;
  last_packet: Packet | null;
  answered: boolean;
  refused: boolean;
  connections: number;
  scan: boolean;
  to_group: boolean;
  community_id: string | null;
}

export interface MatrixSide {
  key: string;
  title: string;
  bytes: number;
}

export interface MatrixCell {
  from: string;
  to: string;
  flows: number;
  packets: number;
  bytes: number;
  encrypted: "yes" | "no" | "mixed" | "unknown";
  protocols: string[];
}

export interface Matrix {
  by: string;
  sides: MatrixSide[];
  cells: MatrixCell[];
  left_out: number;
}

export interface Outside {
  id: string;
  name: string | null;
  names: string[];
  network: string;
  ips: string[];
  country: string | null;
  packets: number;
  bytes: number;
  first: string;
  last: string;
  devices: number;
  severity: Severity | null;
}

export type GridState = "none" | "have" | "lack" | "unknown";

export interface GridNumber {
  have: number;
  lack: number;
  unknown: number;
}

export interface GridShort {
  name: string;
  version: number;
  by_kind: boolean;
  title: Pair;
  source: Pair;
  note: Pair;
  unverified: Pair | null;
  lines: number;
  steps: number;
}

export interface GridStep {
  name: string;
  number: number;
  title: Pair;
  here: number | null;
}

export interface GridPlace {
  state: GridState;
  functions: GridNumber;
  ask: number;
}

export interface GridLine {
  name: string;
  number: number;
  title: Pair;
  places: GridPlace[];
}

export interface GridKind {
  kind: string;
  title: Pair;
  devices: number;
}

export interface GridDocument {
  name: string;
  title: Pair;
  state: GridState;
  records: string[];
  wanted: string[];
  export: string | null;
  pack: string | null;
}

export interface GridOpen {
  name: string;
  line: string | null;
  title: Pair;
  state: GridState;
}

export interface GridGate {
  step: string;
  title: Pair;
  gate: Pair | null;
  open: number;
  first: GridOpen[];
  documents: GridDocument[];
}

export interface Grid {
  grid: GridShort;
  system: System;
  as_of: string;
  kind: string | null;
  kinds: GridKind[];
  devices: number;
  steps: GridStep[];
  lines: GridLine[];
  left_out: number;
  gates: GridGate[];
}

export interface GridBinding {
  of: "check" | "record" | "detector" | "control" | "pack";
  name: string;
  topic: string | null;
  title: Pair;
  state: GridState;
  devices: GridNumber;
  findings: string[];
  findings_total: number;
  records: string[];
  records_total: number;
}

export interface GridFunction {
  name: string;
  title: Pair;
  state: GridState;
  by: "nothing" | "record" | "measure";
  devices: GridNumber;
  guide: Pair | null;
  bindings: GridBinding[];
}

export interface GridDevice {
  id: string;
  name: string | null;
  state: GridState;
  function: string;
}

export interface GridPlaceDetail {
  grid: string;
  system: string;
  kind: string | null;
  line: { name: string; number: number; title: Pair };
  step: { name: string; number: number; title: Pair };
  place: GridPlace;
  functions: GridFunction[];
  devices: GridDevice[];
  devices_total: number;
}

export type IncidentState = "suspected" | "confirmed" | "contained" | "eradicated" | "restored" | "verified" | "reviewed" | "closed" | "dismissed";

export type IncidentClass = "breakdown" | "mistake" | "attack";

export interface Incident {
  id: string;
  title: string;
  state: IncidentState;
  open: boolean;
  since: string;
  opened: string;
  opened_by: string;
  opened_name: string | null;
  began: string;
  noticed: string;
  class: IncidentClass | null;
  severity: Severity | null;
  led_by: string | null;
  led_name: string | null;
  devices: number;
  alarms: number;
  evidence: "none" | "waiting" | "complete" | "incomplete" | "damaged";
  exception: boolean;
  report_due: string;
  reported: string | null;
  overdue: boolean;
  version: number;
}

export interface IncidentField {
  name: string;
  type: "line" | "long" | "choice" | "contact" | "devices" | "alarms" | "incident" | "number";
  must: boolean;
  title: Pair;
  choices: { value: string; title: Pair }[];
}

export interface IncidentDeed {
  deed: string;
  title: Pair;
  help: Pair;
  to: IncidentState | null;
  way: boolean;
  allowed: boolean;
  why: Pair | null;
  both: boolean;
  said: ("it" | "ot")[];
  waits: ("it" | "ot")[];
  words: boolean;
  items: string[];
  fields: IncidentField[];
}

export interface IncidentDone {
  n: number;
  deed: string;
  title: Pair;
  at: string;
  actor: string;
  who: string | null;
  side: string | null;
  was: IncidentState;
  became: IncidentState;
  words: string | null;
  fields: { [key: string]: unknown };
  proven: boolean;
  event: number;
}

export interface IncidentDevice {
  device: string;
  name: string | null;
  number: string | null;
  line: string | null;
  place: string | null;
  kind: string | null;
  role: "by" | "on";
  cut: string | null;
  back: string | null;
  quiet: "yes" | "no" | "unknown";
  last: string | null;
  approved: boolean;
}

export interface IncidentAlarm {
  alarm: string;
  title: Pair;
  began: string;
  ended: string | null;
  severity: Severity;
}

export interface IncidentTimer {
  to: string;
  title: Pair;
  why: Pair;
  due: string;
  done: string | null;
  state: "waiting" | "late" | "done";
}

export interface IncidentReport {
  number: number;
  to: string;
  title: Pair;
  at: string;
  who: string | null;
  final: boolean;
}

export interface Evidence {
  id: string;
  incident: string;
  asked: string;
  asked_by: string;
  who: string | null;
  why: "opened" | "again";
  begins: string;
  ends: string;
  done: string | null;
  complete: boolean | null;
  missing: { what: string; why: Pair }[];
  files: { name: string; bytes: number; hash: string }[];
  bytes: number | null;
  packets: number | null;
  digest: string | null;
  checked: string | null;
  damaged: number | null;
}

export interface IncidentMeasure {
  state: "equal" | "differs" | "unmeasured";
  said: Pair;
  since: string | null;
  watched_seconds: number;
  needed_seconds: number;
  unapproved: number;
  unseen: number;
  alarms: number;
  attacker: number;
  differences: { device: string; name: string | null; what: string; key: string; peer: string | null; peer_name: string | null; last: string }[];
}

export interface IncidentWhole {
  incident: Incident;
  words: string | null;
  impact: string | null;
  personal: "yes" | "no" | "unknown";
  cause: string | null;
  sure: string | null;
  merged_into: string | null;
  deeds: IncidentDeed[];
  timeline: IncidentDone[];
  affected: IncidentDevice[];
  related: IncidentAlarm[];
  bags: Evidence[];
  timers: IncidentTimer[];
  reports: IncidentReport[];
  measure: IncidentMeasure;
}

export interface Emergency {
  on: boolean;
  may: boolean;
  since: string | null;
  incident: string | null;
  reason: string | null;
  who: string | null;
}

export interface JclicsEdition {
  name: "step1" | "step2" | "attack-path";
  title: Pair;
  slots: number;
  fields: number;
  known: Pair;
  unverified: Pair;
  paths: Pair[];
  imported: number;
  answered: number;
  said_yes: number;
  expired: number;
}

export interface JclicsAnswer {
  answer: "yes" | "no";
  reason: string;
  contact: string | null;
  who: string | null;
  answered_on: string;
  expires_on: string | null;
  expired: boolean;
  other_question: boolean;
}

export interface JclicsShows {
  of: "check" | "record";
  name: string;
  topic: string | null;
  title: Pair;
  state: "none" | "have" | "lack" | "unknown";
  rows: number;
  findings: string[];
  records: string[];
}

export interface JclicsSlot {
  slot: number;
  field: string | null;
  question: string | null;
  answer: JclicsAnswer | null;
  shows: JclicsShows[];
  against: boolean;
}

export interface JclicsDetail {
  edition: JclicsEdition;
  as_of: string;
  items: JclicsSlot[];
}

export interface JclicsCompared {
  slot: number;
  question: string | null;
  ours: "yes" | "no" | "none";
  theirs: "yes" | "no" | "none";
  ours_on: string | null;
  theirs_on: string | null;
}

export interface JournalEvent {
  seq: number;
  at: string;
  kind: string;
  actor: string;
  who: string | null;
  words: Pair;
  about: string[];
  body: { [key: string]: unknown };
  hash: string;
}

export type MappingStatus = "ours" | "sourced" | "unverified";

export interface MappingShort {
  name: string;
  version: number;
  publisher: string;
  title: Pair;
  edition: Pair;
  source: Pair;
  unverified: Pair | null;
  terms: number;
  maps: number;
  oscal: boolean;
}

export interface MappingTerm {
  id: string;
  token: string;
  group: string | null;
  label: Pair;
  status: MappingStatus;
}

export interface MappingMap {
  item: string;
  title: Pair;
  to: string[];
  relationship: "equivalent-to" | "subset-of" | "superset-of" | "intersects-with";
  status: MappingStatus;
  note: Pair | null;
}

export interface SheetGroup {
  id: string;
  group: string | null;
  label: Pair;
  rows: number;
  asked: number;
  met: number;
  partly: number;
  not_met: number;
  unknown: number;
  person: number;
  decided: number;
  items: string[];
  others: string[];
}

export interface MapZone {
  name: string;
  x: number;
  y: number;
  w: number;
  h: number;
  devices: number;
  medium_unknown: number;
  outside: boolean;
}

export interface MapNode {
  n: number;
  id: string | null;
  record: string | null;
  kind: string;
  layer: Layer;
  zone: number;
  title: string;
  sub: string;
  tip: string;
  count: number;
  severity: Severity | null;
  x: number;
  y: number;
  w: number;
  h: number;
  pinned?: boolean;
  by_hand: boolean;
  marks?: MapMark[];
  more?: number;
}

export interface MapLink {
  from: number;
  to: number;
  protocols: string[];
  titles?: string[];
  protocol_count: number;
  bytes: number;
  packets: number;
  encrypted: "yes" | "no" | "mixed" | "unknown";
  medium: string | null;
  pinned?: boolean;
  by_hand: boolean;
  marks?: MapMark[];
  more?: number;
}

export interface MapMark {
  what: string;
  n: number;
  accepted: number;
  weight: AttackWeight | null;
  loss?: number;
}

export interface MapMarkKind {
  what: string;
  word: string;
  title: string;
}

export interface LayerGuide {
  layer: Layer;
  title: Pair;
  risks: Pair;
  why: Pair;
  measures: Pair;
  items: string[];
}

export interface Drawing {
  width: number;
  height: number;
  columns: { layer: Layer; x: number; w: number }[];
  zones: MapZone[];
  nodes: MapNode[];
  links: MapLink[];
  left_out: { nodes: number; links: number; marks?: number };
  mark_kinds?: MapMarkKind[];
  whole?: MapMark[];
  from: string | null;
  to: string | null;
  boundaries?: MapBoundary[];
  guide: LayerGuide[];
}

export interface MapBoundary {
  record: string;
  vendor: string | null;
  where: string | null;
  agreed: string | null;
  at_device: boolean;
  devices: string[];
}

export type PackKind = "requirements" | "questions";

export interface PackShort {
  id: string;
  kind: PackKind;
  vendor: string;
  title: string;
  system: string | null;
  level: Level | null;
  due_on: string;
  made_at: string;
  questions: number;
  devices: number;
  answers: number;
  whole: number;
  taken: number;
  answered_at: string | null;
  withdrawn: string | null;
}

export interface PackChoice {
  value: string;
  title: Pair;
  wants: string[];
}

export interface PackAnswer {
  choice: string | null;
  words: string | null;
  evidence: string | null;
  day: string | null;
  at: string;
  who: string | null;
  whole: boolean;
  source: string | null;
  taken: string | null;
  taken_by: string | null;
  records: string[];
}

export interface PackQuestion {
  id: string;
  about: string | null;
  title: Pair;
  ask: Pair;
  help: Pair;
  items: string[];
  choices: PackChoice[];
  wants: string[];
  becomes: string | null;
  answer: PackAnswer | null;
}

export interface PackDevice {
  id: string;
  number: string | null;
  name: string | null;
  maker: string | null;
  model: string | null;
  firmware: string | null;
  serial: string | null;
  why: string[];
}

export interface PackWhole {
  id: string;
  kind: PackKind;
  vendor: string;
  title: string;
  system: string | null;
  level: Level | null;
  due_on: string;
  made_at: string;
  made_by: string | null;
  contact: Named | null;
  hash: string;
  withdrawn: string | null;
  because: string | null;
  may_answer: boolean;
  may_take: boolean;
  devices: PackDevice[];
  questions: PackQuestion[];
}

export interface PackCandidate {
  id: string;
  number: string | null;
  name: string | null;
  maker: string | null;
  model: string | null;
  firmware: string | null;
  why: string[];
  sure: boolean;
  others: boolean;
}

export interface Vendor {
  name: string;
  records: string[];
  devices: number;
  packs: number;
  boundaries: number;
}

export interface Duty {
  part: "judge" | "second" | "responsible" | "deputy" | "csirt";
  contact: string;
  name: string | null;
  unit: string | null;
  phone: string | null;
  record: string | null;
  away: boolean;
  limited: boolean;
  reachable: "yes" | "no-mail" | "no-phone" | "no";
  tested: string | null;
}

export interface DutyGap {
  what: "nobody" | "stated" | "uncomputed" | "no-mail" | "no-phone" | "gone" | "both-away";
  record: string | null;
  contact: Named | null;
  hours: Pair | null;
  words: Pair;
}

export interface RosterToday {
  at: string;
  system: string;
  people: Duty[];
  gap: boolean;
  uncomputed: boolean;
  handover: string | null;
  gaps: DutyGap[];
}

export interface MessageShort {
  id: string;
  cause: "alarm" | "incident" | "test" | "digest";
  about: string | null;
  what: "raised" | "graver" | "opened" | "confirmed" | "contained" | "closed" | "report-due" | "test" | "digest";
  severity: Severity;
  system: string;
  at: string;
  subject: string;
  count: number;
  state: "waiting" | "told" | "acknowledged" | "unheard" | "over" | "digested";
  part: "judge" | "second" | "responsible" | "deputy" | "csirt" | "nobody";
  due: string | null;
  held: boolean;
  acknowledged: string | null;
  acknowledged_by: Named | null;
  via: "page" | "command" | "wallboard" | "link" | null;
}

export interface MessageTo {
  contact: Named | null;
  means: "mail" | "webhook" | "none";
  part: "judge" | "second" | "responsible" | "deputy" | "csirt" | "nobody";
  instead_of: Named | null;
  at: string;
  state: "held" | "queued" | "sent" | "failed" | "skipped";
  why: "no-mail" | "away" | "nobody" | "over" | "did-it" | "refused" | "tries" | "later" | "unsure" | "closed" | null;
  tries: number;
  next: string | null;
  sent: string | null;
  code: number | null;
  because: string | null;
  said: string | null;
}

export interface MessageDetail {
  message: MessageShort;
  receivers: MessageTo[];
  text: Pair;
  digest: string | null;
}

export interface PhoneEntry {
  section: "now" | "hours" | "csirt" | "vendors";
  order: number;
  part: "judge" | "second" | "responsible" | "deputy" | "csirt" | "vendor";
  system: string;
  contact: string;
  name: string | null;
  unit: string | null;
  phone: string | null;
  does: string | null;
  hours: string | null;
  day: string | null;
  night: string | null;
  away: boolean;
  away_until: string | null;
  limited: boolean;
  uncomputed: boolean;
  tested: string | null;
  record: string | null;
}

export interface LinkShown {
  message: string;
  subject: string | null;
  what: Pair;
  at: string;
  name: string | null;
  state: "waiting" | "acknowledged" | "over";
  acknowledged_by: string | null;
}

export interface RecordShort {
  id: string;
  kind: string;
  title: Pair;
  system: string;
  device: string | null;
  item: string | null;
  says: "yes" | "partly" | "no";
  made_on: string;
  expires_on: string | null;
  expired: boolean;
  signed: boolean;
  removed: boolean;
  version: number;
}

export interface RecordValue {
  name: string;
  title: Pair;
  text: string | null;
  none: boolean;
  shown: string | null;
}

export interface RecordDetail {
  id: string;
  kind: string;
  title: Pair;
  topic: string | null;
  topic_title: Pair | null;
  system: string;
  device: string | null;
  item: string | null;
  says: "yes" | "partly" | "no";
  said: "yes" | "partly" | "no";
  because: string | null;
  plan_on: string | null;
  owner: Named | null;
  deputy: Named | null;
  no_deputy: string | null;
  made_on: string;
  expires_on: string | null;
  expired: boolean;
  attachment: string | null;
  version: number;
  signed: boolean;
  removed: boolean;
  fields: RecordValue[];
  history: { seq: number; at: string; actor: string; who: string | null; what: "added" | "edited" | "removed" | "signed"; version: number; because: string | null; changed: string[]; proven: boolean }[];
}

export interface RecordField {
  name: string;
  type: "text" | "long" | "date" | "contact" | "device" | "choice" | "number" | "money" | "list" | "hours";
  title: Pair;
  unit: Pair | null;
  example: Pair | null;
  required: boolean;
  or_reason: boolean;
  topics: string[];
  choices: { value: string; title: Pair; says: "yes" | "partly" | "no" }[];
  min: number | null;
  max: number | null;
}

export interface RecordKind {
  name: string;
  version: number;
  title: Pair;
  help: Pair;
  hangs_on: ("site" | "system" | "device")[];
  writes: ("it" | "ot" | "executive" | "vendor" | "csirt" | "other" | "admin")[];
  many: boolean;
  unowned: boolean;
  item: boolean;
  topics: { name: string; title: Pair }[];
  fields: RecordField[];
  expires: boolean;
  standing: number;
  items: string[];
}

export type WorstHarm = "stop" | "wrong-value" | "injury" | "leak" | "partner" | "unknown";

export type WorstEffect = "serious" | "limited" | "unknown" | "none";

export type WorstWeight = "core" | "important" | "support" | "trial" | "unknown";

export type ControlLayer = "network" | "radio" | "boundary" | "monitoring" | "identity";

export type RiskReach = "internet" | "other-segment" | "same-segment" | "not-seen";

export type RiskEase = "default-password" | "no-sign-in" | "clear-sign-in" | "old-system" | "flaw" | "none";

export type RiskWhy = "reach" | "ease" | "worth" | "commands" | "uncovered" | "covered" | "attacks";

export interface RiskReason {
  why: RiskWhy;
  words: Pair;
  rows: string[];
  total: number;
}

export interface RiskPlace {
  rank: number;
  device: Named;
  kind: string;
  model: string | null;
  devices: Named[];
  count: number;
  reach: RiskReach;
  ease: RiskEase;
  worst: string | null;
  flaws: number;
  uncovered: number;
  reasons: RiskReason[];
}

export interface WorstRow {
  record: string;
  system: string;
  device: Named | null;
  harm: WorstHarm;
  safety: WorstEffect;
  quality: WorstEffect;
  delivery: WorstEffect;
  core: WorstEffect;
  loss: number | null;
  loss_why: string | null;
  story: string | null;
  spread: string | null;
  measure: string | null;
  made_on: string;
  expires_on: string | null;
  expired: boolean;
  signed: boolean;
}

export interface WorstBusiness {
  record: string | null;
  system: string;
  name: string | null;
  weight: WorstWeight;
  dependence: string | null;
  endures: number | null;
  fallback: string | null;
  customers: string | null;
  day_loss: number | null;
  loss_largest: number | null;
  loss_record: string | null;
  loss_unknown: number;
  cases: WorstRow[];
}

export type RiskLevel = number | null;

export interface RiskRow {
  asset: string;
  kind: string;
  devices: Named[];
  count: number;
  system: string | null;
  importance: RiskLevel;
  importance_rows: string[];
  threat: number;
  threat_title: Pair;
  threat_level: RiskLevel;
  threat_words: Pair | null;
  vulnerability: RiskLevel;
  flaws: string[];
  flaws_total: number;
  measures: string[];
  rank: "A" | "B" | "C" | "D" | "E" | null;
}

export interface RiskZone {
  zone: string;
  title: Pair;
  system: string | null;
  businesses: string[];
  business_rows: string[];
  assets: { kind: string; count: number }[];
  devices: number;
  importance: RiskLevel;
  worst: string | null;
  threats: { threat: number; title: Pair; devices: number }[];
  measures: { control: string; title: Pair; devices: number }[];
}

export interface RiskControl {
  control: string;
  version: number;
  layer: ControlLayer;
  title: Pair;
  does: Pair;
  threats: number[];
  asked: boolean;
  held: number;
  broken: number;
  covers: number;
  sql: string;
}

export interface RiskHeld {
  control: string;
  layer: ControlLayer;
  title: Pair;
  device: Named;
  held: boolean;
  seen: Pair;
  since: string;
  packet: Packet | null;
}

export interface Hit {
  type: "device" | "outside" | "finding" | "alarm" | "incident" | "item" | "record" | "contact" | "event" | "system" | "ledger" | "wifi" | "point";
  id: string;
  title: string;
  sub: string | null;
  system: string | null;
  severity: Severity | null;
}

export type Role = "viewer" | "operator" | "it" | "ot" | "approver" | "executive" | "vendor" | "auditor" | "admin";

export interface SystemRoles {
  system: string;
  name: string | null;
  roles: Role[];
}

export interface SessionAccount {
  id: string;
  login: string | null;
  name: string | null;
  contact: string | null;
}

export interface Session {
  signed_in: boolean;
  setup_needed: boolean;
  account: SessionAccount | null;
  roles: Role[];
  systems: SystemRoles[];
  home: "executive" | "ot" | "it" | "vendor" | "general";
  csrf: string | null;
  expires: string | null;
  totp: boolean;
  enrol: boolean;
  screen: string | null;
  emergency: boolean;
  emergency_mode: boolean;
  break_glass: string | null;
  site: { name: string; version: string; replay: boolean; zone_minutes: number; now: string; language: "ja" | "en" };
}

export interface SessionShort {
  id: string;
  account: string;
  login: string | null;
  name: string | null;
  began: string;
  expires: string;
  last_use: string;
  origin: string | null;
  agent: string | null;
  factor: "password" | "totp" | "recovery" | "sealed";
  mine: boolean;
}

export interface Setting {
  key: string;
  value: string;
  otherwise: string;
  title: Pair;
  help: Pair | null;
  type: "text" | "int" | "switch" | "word" | "day" | "roles" | "zone";
  words: string[];
  min: number | null;
  max: number | null;
}

export interface SheetShort {
  name: string;
  source: Pair;
  note: Pair;
  rows: number;
}

export interface Signature {
  id: number;
  contact: string | null;
  who: string | null;
  side: "it" | "ot" | "executive";
  role: "lead" | "consulted" | "countersign" | "approve";
  at: string;
  proven: boolean;
  reopened: ("decision" | "evidence" | "question")[];
}

export interface Decision {
  choice: Choice;
  reason: string | null;
  inherited: boolean;
  point: string | null;
  contact: string | null;
  who: string | null;
  at: string;
}

export interface SheetRow {
  item: string;
  parent: string;
  own: boolean;
  function: Csf | null;
  category: string;
  csf2: string | null;
  title: Pair;
  title_from: "ours" | "user";
  item_title: Pair;
  mark: "white" | "black" | null;
  lead: "it" | "ot" | "both";
  lead_from: "printed" | "ours" | "user";
  levels: Level[];
  asked: boolean;
  wants: ("it" | "ot" | "executive")[];
  open_sides: ("it" | "ot" | "executive")[];
  decision: Decision | null;
  item_choice: Choice | null;
  verdict: Verdict;
  grade: "measured" | "imported" | "declared" | "unmeasurable" | "none";
  expired: boolean;
  expires: string | null;
  coverage: Pair | null;
  needs: Pair | null;
  provisional: Pair | null;
  as_of: string | null;
  state: "decide" | "good" | "amber" | "verify" | "review" | "note" | "accepted";
  contradiction: boolean;
  signatures: Signature[];
  reopened: ("decision" | "evidence" | "question")[];
  findings: string[];
  findings_total: number;
  records: string[];
}

export interface SheetPast {
  at: string;
  event: number;
  frozen: string | null;
  other_words: number;
  system_name: string | null;
  level: Level | null;
  not_known: Pair;
}

export interface SheetRows {
  sheet: SheetShort;
  system: System;
  as_of: string;
  past: SheetPast | null;
  items: SheetRow[];
  total: number;
}

export interface SheetCheck {
  name: string;
  version: number;
  severity: Severity;
  title: Pair;
  sql: string;
  met_by: ("refused" | "permit" | "config" | "statement" | "seen")[];
  findings: number;
}

export interface SheetRowDetail {
  row: SheetRow;
  why: Pair | null;
  examine: Pair | null;
  see: { item: string; title: Pair }[];
  mapped: { mapping: string; title: Pair; ids: MappingTerm[] }[];
  checks: SheetCheck[];
  wanted: { kind: string; topic: string | null; title: Pair }[];
  findings: Finding[];
  records: RecordShort[];
  history: Change[];
}

export interface Verdicts {
  met: number;
  partly: number;
  "not-met": number;
  unknown: number;
  person: number;
}

export interface States {
  decide: number;
  good: number;
  amber: number;
  verify: number;
  review: number;
  note: number;
  accepted: number;
}

export interface FunctionSummary {
  function: Csf;
  rows: number;
  verdicts: Verdicts;
  states: States;
  provisional: number;
}

export interface Change {
  seq: number;
  at: string;
  kind: string;
  actor: string;
  who: string | null;
  words: Pair;
  about: string[];
}

export interface Due {
  kind: "record" | "decision" | "trial";
  id: string;
  system: string;
  title: Pair;
  date: string | null;
  days: number | null;
  why: Pair;
}

export interface NextRow {
  item: string;
  system: string;
  why: "contradiction" | "finding" | "expired" | "identify" | "undecided";
  title: Pair;
  needs: Pair;
  findings: number;
}

export interface WorstCase {
  record: string;
  system: string;
  business: string | null;
  worst: string | null;
  money: number | null;
}

export interface Home {
  role: "executive" | "ot" | "it" | "vendor" | "general";
  first: NextRow[];
  mine: number;
  unknowns: number;
  findings: number;
  contradictions: number;
  worst_cases: WorstCase[];
  asked: RecordShort[];
}

export interface CaptureShort {
  running: boolean;
  replay: boolean;
  first: string | null;
  last: string | null;
  packets: number;
  dropped: number;
  malformed: number;
  mirror_incomplete: boolean;
}

export interface Summary {
  site: string;
  system: string;
  level: Level | null;
  as_of: string | null;
  functions: FunctionSummary[];
  weakest: Csf | null;
  headline: boolean;
  devices: { total: number; known: number; unknown: number; fresh: number; missing: number };
  findings: { critical: number; high: number; medium: number; low: number; info: number };
  changed: Change[];
  changed_total: number;
  due: Due[];
  due_total: number;
  capture: CaptureShort;
  home: Home;
}

export interface System {
  id: string;
  name: string;
  level: Level | null;
  status: "trial" | "live" | "ended" | null;
  planned_start: string | null;
  planned_end: string | null;
  note: string | null;
  devices: number;
  stray: boolean;
}

export interface Contact {
  id: string;
  name: string | null;
  mail: string | null;
  phone: string | null;
  unit: string | null;
  side: "it" | "ot" | "executive" | "vendor" | "csirt" | "other";
  away_from: string | null;
  away_until: string | null;
  away: boolean;
  key: boolean;
  erased: boolean;
  language: "ja" | "en" | null;
  tested: string | null;
}

export interface LedgerRow {
  id: number;
  line_no: number;
  number: string | null;
  name: string | null;
  mac: string | null;
  ip: string | null;
  line: string | null;
  place: string | null;
  owner: string | null;
  device: Named | null;
}

export type WallLamp = "none" | "grey" | "green" | "yellow" | "red";

export interface Wallboard {
  id: string;
  name: string;
  system: string | null;
  line: string | null;
  state: "waiting" | "paired" | "over" | "revoked";
  made: string;
  made_by: Named | null;
  code_until: string | null;
  paired: string | null;
  last_seen: string | null;
  revoked: string | null;
}

export interface WallMachine {
  device: string;
  name: string;
  place: string | null;
  works: WallLamp;
  data: WallLamp;
  alarm: string | null;
}

export interface WallAlarm {
  id: string;
  severity: Severity;
  since: string;
  title: string;
  device: Named | null;
  acknowledged: boolean;
  first: string[];
  not: string | null;
}

export interface WallPerson {
  contact: string;
  name: string;
}

export interface WallCard {
  do: string[];
  dont: string[];
}

export interface WallIncident {
  id: string;
  title: string;
  state: string;
  since: string;
  evidence_saved: boolean;
}

export interface WallView {
  board: { id: string; name: string; system: Named | null; line: string | null };
  site: string;
  at: string;
  zone_minutes: number;
  csrf: string | null;
  emergency: boolean;
  watching: boolean;
  blind: Pair | null;
  machines: WallMachine[];
  more_machines: number;
  alarms: WallAlarm[];
  more_alarms: number;
  incidents: WallIncident[];
  people: WallPerson[];
  card: WallCard;
}

export type WifiGrade = "red" | "orange" | "yellow" | "green" | "unknown";

export type WifiSecurity = "open" | "wep" | "wpa-tkip" | "owe" | "wpa2-psk" | "wpa2-eap" | "wpa3-transition" | "wpa3-sae" | "wpa3-eap";

export type WifiNetwork = "ap" | "ad-hoc" | "mesh";

export type WifiPmf = "none" | "optional" | "required";

export type WifiTraffic = "clear" | "wep" | "tkip" | "ccmp";

export type WifiWhose = "ours" | "others" | "unsettled";

export interface WifiReason {
  reason: string;
  grade: "red" | "orange" | "yellow" | "green" | "note" | "ours" | "others";
  title: Pair;
}

export interface WifiWhy {
  reason: string;
  grade: "red" | "orange" | "yellow" | "green" | "note" | "ours" | "others";
  title: Pair;
  say: Pair;
  do: Pair;
  sql: string | null;
  packet: Packet | null;
}

export interface AccessPoint {
  bssid: string;
  ssid: string | null;
  names: number;
  device: Named | null;
  maker: string | null;
  network: WifiNetwork | null;
  hidden: boolean | null;
  channel: number | null;
  security: WifiSecurity | null;
  other: WifiSecurity | null;
  pmf: WifiPmf | null;
  wps: boolean | null;
  whose: WifiWhose;
  grade: WifiGrade;
  reasons: WifiReason[];
  clients: number;
  leaves: number;
  leaves_last: string | null;
  first: string;
  last: string;
  packet: Packet | null;
}

export interface WifiClient {
  mac: string;
  device: Named | null;
  maker: string | null;
  frames: number;
  traffic: WifiTraffic | null;
  joined: number;
  handshake: number[];
  pmkid: number;
  reinstalled: number;
  reinstalled_last: string | null;
  first: string;
  last: string;
  packet: Packet | null;
}

export interface WifiLeave {
  source: string;
  sender: Named | null;
  target: string;
  to_all: boolean;
  kind: "deauthentication" | "disassociation";
  reason: number | null;
  protected: boolean;
  count: number;
  burst: number;
  flood: boolean;
  first: string;
  last: string;
  packet: Packet | null;
}

export interface WifiTwin {
  bssid: string;
  device: Named | null;
  maker: string | null;
  security: WifiSecurity | null;
  channel: number | null;
  whose: WifiWhose;
  grade: WifiGrade;
}

export interface WifiSaid {
  record: string;
  network: string;
  whose: "ours" | "others";
  known_by: string;
}

export interface AccessPointSheet {
  access_point: AccessPoint;
  said: WifiSaid | null;
  pairwise: string[];
  group: string[];
  fast_transition: boolean | null;
  traffic: WifiTraffic | null;
  announcements: number;
  data_frames: number;
  why: WifiWhy[];
  clients: WifiClient[];
  leaves: WifiLeave[];
  twins: WifiTwin[];
}

export interface Term {
  id: string;
  word: Pair;
  plant: Pair | null;
  it: Pair | null;
  help: Pair | null;
}

/** Every operation: its method, path (below /api/v1), parameters, body and answer. */
export interface Operations {
  /** Accounts */
  accounts_list: { method: "GET"; path: "/accounts"; params: {  }; query: {  }; body: undefined; answer: { items: Account[]; total: number; next: string | null } };
  /** Make an account, for a contact or for a name and side */
  accounts_add: { method: "POST"; path: "/accounts"; params: {  }; query: {  }; body: { login: string; contact?: string; name?: string; side?: "it" | "ot" | "executive" | "vendor" | "csirt" | "other"; roles?: Grant[] }; answer: Account };
  /** One account */
  accounts_get: { method: "GET"; path: "/accounts/{id}"; params: { id: string }; query: {  }; body: undefined; answer: Account };
  /** Change roles, state or certificate; password at the control socket only */
  accounts_change: { method: "PATCH"; path: "/accounts/{id}"; params: { id: string }; query: {  }; body: { login?: string; state?: "open" | "locked" | "closed"; roles?: Grant[]; client_key?: string; password?: string }; answer: Account };
  /** Make a one-time link to set the password */
  accounts_invite: { method: "POST"; path: "/accounts/{id}/invite"; params: { id: string }; query: {  }; body: undefined; answer: { path: string; until: string } };
  /** Set up one-time codes: begin without a code, confirm with the six digits */
  totp_set: { method: "POST"; path: "/accounts/{id}/totp"; params: { id: string }; query: {  }; body: { code?: string; password?: string }; answer: { uri: string | null; secret: string | null; svg: string | null; recovery: string[] } };
  /** Remove one-time codes (own; an administrator anybody's) */
  totp_remove: { method: "DELETE"; path: "/accounts/{id}/totp"; params: { id: string }; query: {  }; body: undefined; answer: undefined };
  /** Make a new code for the emergency envelope; the one before is void */
  emergency_code: { method: "POST"; path: "/emergency-code"; params: {  }; query: {  }; body: undefined; answer: { code: string } };
  /** Tokens; an administrator sees everybody's */
  tokens_list: { method: "GET"; path: "/tokens"; params: {  }; query: {  }; body: undefined; answer: { items: Token[]; total: number; next: string | null } };
  /** Make a token; it is shown this once. account: at the control socket only */
  tokens_make: { method: "POST"; path: "/tokens"; params: {  }; query: {  }; body: { name: string; roles: Role[]; system?: string | null; until?: string; days?: number; account?: string }; answer: { id: string; token: string; until: string } };
  /** Revoke a token */
  tokens_revoke: { method: "DELETE"; path: "/tokens/{id}"; params: { id: string }; query: {  }; body: undefined; answer: undefined };
  /** Change many devices in one act; with preview=1 only tells what would change. set: state line place system name kind maker model firmware serial layer */
  devices_bulk: { method: "POST"; path: "/devices/bulk"; params: {  }; query: { preview?: boolean }; body: { devices: string[]; set: { [key: string]: unknown }; reason?: string }; answer: { items: BulkChange[]; total: number; next: string | null } };
  /** Add a row to the ledger */
  ledger_add: { method: "POST"; path: "/ledger"; params: {  }; query: {  }; body: { number?: string; name?: string; mac?: string; ip?: string; line?: string; place?: string; owner?: string }; answer: { id: number } };
  /** Edit a row of the ledger */
  ledger_edit: { method: "PATCH"; path: "/ledger/{id}"; params: { id: string }; query: {  }; body: { number?: string; name?: string; mac?: string; ip?: string; line?: string; place?: string; owner?: string }; answer: undefined };
  /** Remove a row of the ledger */
  ledger_remove: { method: "DELETE"; path: "/ledger/{id}"; params: { id: string }; query: {  }; body: undefined; answer: undefined };
  /** Take a CSV ledger in; with preview=1 nothing is written */
  ledger_take: { method: "POST"; path: "/ledger/import"; params: {  }; query: { preview?: boolean }; body: { name: string; base64?: unknown; csv?: unknown; replace?: boolean }; answer: { rows: number; added: number; changed: number; same: number; removed: number; missing: number; told: { reason: string; line: number; other: number; number: string | null; value: string | null; wire: string | null }[]; bad: { line: number; reason: string }[] } };
  /** Read a workbook (XLSX) as a table; its csv can go to ledger/import */
  tables_read: { method: "POST"; path: "/tables"; params: {  }; query: {  }; body: { name: string; base64: unknown; sheet?: string }; answer: { sheets: string[]; sheet: string; rows: number; csv: string } };
  /** What was approved of a device */
  profiles_get: { method: "GET"; path: "/profiles/{id}"; params: { id: string }; query: {  }; body: undefined; answer: Profile };
  /** What is otherwise than approved, listed or locked */
  profiles_differences: { method: "GET"; path: "/profiles/differences"; params: {  }; query: { q?: string; device?: string; against?: ("profile" | "ledger" | "lock")[]; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<DifferenceRow> };
  /** Lock or unlock values; put it into a state, which wants a reason */
  devices_change: { method: "PATCH"; path: "/devices/{id}"; params: { id: string }; query: {  }; body: { lock?: { [key: string]: string }; unlock?: string[]; state?: Life; reason?: string }; answer: { id: string } };
  /** Learn anew what is usual for its values, after a planned change; wants a reason */
  devices_relearn: { method: "POST"; path: "/devices/{id}/relearn"; params: { id: string }; query: {  }; body: { reason: string }; answer: { id: string } };
  /** Make it part of another device */
  devices_merge: { method: "POST"; path: "/devices/{id}/merge"; params: { id: string }; query: {  }; body: { into: string; reason?: string }; answer: { id: string; device: string } };
  /** Take a merge back, the latest first */
  merges_undo: { method: "POST"; path: "/merges/{id}/undo"; params: { id: string }; query: {  }; body: {  }; answer: { device: string; into: string } };
  /** Make addresses a device of their own */
  devices_split: { method: "POST"; path: "/devices/{id}/split"; params: { id: string }; query: {  }; body: { addresses: string[]; reason?: string }; answer: { id: string } };
  /** Approve what is observed; with preview only list it (the first 1000 lines). What was observed is not thereby safe */
  profiles_approve: { method: "POST"; path: "/profiles"; params: {  }; query: {  }; body: { device?: string; devices?: string[]; kind?: string; maker?: string; line?: string; place?: string; system?: string | null; state?: Life; reason?: string; preview?: boolean }; answer: { devices: number; entries: number; lines: ProfileLine[] } };
  /** Withdraw an approval */
  profiles_withdraw: { method: "DELETE"; path: "/profiles/{id}"; params: { id: string }; query: {  }; body: undefined; answer: undefined };
  /** Cards that were moved by hand */
  map_pins: { method: "GET"; path: "/map/pins"; params: {  }; query: {  }; body: undefined; answer: { items: MapPin[]; total: number; next: string | null } };
  /** Move cards, or let them go back */
  map_pins_put: { method: "PUT"; path: "/map/pins"; params: {  }; query: {  }; body: { pins: MapPin[] }; answer: undefined };
  /** Versions that were kept */
  map_versions: { method: "GET"; path: "/map/versions"; params: {  }; query: {  }; body: undefined; answer: { items: MapVersion[]; total: number; next: string | null } };
  /** Keep the drawing as it is now */
  map_version_keep: { method: "POST"; path: "/map/versions"; params: {  }; query: {  }; body: { name: string }; answer: { id: string } };
  /** A version that was kept */
  map_version: { method: "GET"; path: "/map/versions/{id}"; params: { id: string }; query: {  }; body: undefined; answer: Drawing };
  /** What is otherwise now than in that version */
  map_version_compare: { method: "GET"; path: "/map/versions/{id}/compare"; params: { id: string }; query: {  }; body: undefined; answer: { version: MapVersion; fresh: MapChange[]; gone: MapChange[]; changed: MapChange[]; links_fresh: MapLinkChange[]; links_gone: MapLinkChange[] } };
  /** Write a record. fields as its kind says; attachment {name, base64}: its SHA-256 is kept, not its content */
  records_add: { method: "POST"; path: "/records"; params: {  }; query: {  }; body: { kind: string; topic?: string; system?: string; device?: string; item?: string; said?: "yes" | "partly" | "no"; because?: string; plan_on?: string; owner?: string; deputy?: string; no_deputy?: string; made_on?: string; fields?: { [key: string]: unknown }; attachment?: { [key: string]: unknown } }; answer: { id: string; version: number; hash: string; expires_on: string | null } };
  /** Edit a record: only what is given changes. version or If-Match: the one that was shown */
  records_edit: { method: "PUT"; path: "/records/{id}"; params: { id: string }; query: {  }; body: { version?: number; kind?: string; topic?: string; system?: string; device?: string; item?: string; said?: "yes" | "partly" | "no"; because?: string; plan_on?: string; owner?: string; deputy?: string; no_deputy?: string; made_on?: string; fields?: { [key: string]: unknown }; attachment?: { [key: string]: unknown } }; answer: { id: string; version: number; hash: string; expires_on: string | null } };
  /** Withdraw a record, with a reason */
  records_remove: { method: "DELETE"; path: "/records/{id}"; params: { id: string }; query: {  }; body: { because: string; version?: number }; answer: undefined };
  /** Sign a record that one owns */
  records_sign: { method: "POST"; path: "/records/{id}/signature"; params: { id: string }; query: {  }; body: { passphrase: string }; answer: undefined };
  /** Decide a sub-item or an item; without a reason the item's counts. seen: the time of the decision that was shown, or none */
  decision_make: { method: "PUT"; path: "/sheets/{sheet}/{system}/{item}/decision"; params: { sheet: string; system: string; item: string }; query: {  }; body: { choice: Choice; reason?: string; point?: string; seen?: string }; answer: { item: string; decision: Decision | null } };
  /** Withdraw a decision */
  decision_withdraw: { method: "DELETE"; path: "/sheets/{sheet}/{system}/{item}/decision"; params: { sheet: string; system: string; item: string }; query: {  }; body: undefined; answer: undefined };
  /** Add an item of the company's own */
  own_item_add: { method: "POST"; path: "/sheets/{sheet}/{system}/own-items"; params: { sheet: string; system: string }; query: {  }; body: { title: string; lead?: "it" | "ot" | "both"; checks?: string[]; records?: string[] }; answer: { item: string } };
  /** Sign sub-items. Contradictions are left out unless one row is named alone. Without a passphrase it is declared, not proven */
  sheet_sign: { method: "POST"; path: "/sheets/{sheet}/{system}/signatures"; params: { sheet: string; system: string }; query: {  }; body: { items: string[]; side?: "it" | "ot" | "executive"; passphrase?: string }; answer: { signed: string[]; left_out: string[]; proven: boolean } };
  /** Freeze as the version that is submitted */
  sheet_freeze: { method: "POST"; path: "/sheets/{sheet}/{system}/frozen"; params: { sheet: string; system: string }; query: {  }; body: { name: string }; answer: { id: string; name: string; at: string } };
  /** Make a system */
  systems_add: { method: "POST"; path: "/systems"; params: {  }; query: {  }; body: { name: string; level: Level; status?: "trial" | "live" | "ended"; planned_start?: string | null; planned_end?: string | null }; answer: { id: string } };
  /** Change level or dates; tells the sub-items that are asked newly */
  systems_change: { method: "PATCH"; path: "/systems/{id}"; params: { id: string }; query: {  }; body: { name?: string; level?: Level; status?: "trial" | "live" | "ended"; planned_start?: string | null; planned_end?: string | null }; answer: { id: string; newly_asked: string[] } };
  /** Put devices in or take them out */
  systems_devices: { method: "POST"; path: "/systems/{id}/devices"; params: { id: string }; query: {  }; body: { add?: string[]; remove?: string[] }; answer: { added: number; removed: number } };
  /** Add a contact */
  contacts_add: { method: "POST"; path: "/contacts"; params: {  }; query: {  }; body: { name: string; side: "it" | "ot" | "executive" | "vendor" | "csirt" | "other"; mail?: string; phone?: string; unit?: string; language?: "ja" | "en" | null }; answer: { id: string } };
  /** Edit a contact or say when they are away */
  contacts_edit: { method: "PATCH"; path: "/contacts/{id}"; params: { id: string }; query: {  }; body: { name?: string; side?: "it" | "ot" | "executive" | "vendor" | "csirt" | "other"; mail?: string; phone?: string; unit?: string; language?: "ja" | "en" | null; away_from?: string | null; away_until?: string | null }; answer: { id: string } };
  /** Erase name, mail, phone, key and sign-in; what they did stays under the number */
  contacts_erase: { method: "DELETE"; path: "/contacts/{id}"; params: { id: string }; query: {  }; body: undefined; answer: undefined };
  /** Make one's key for signing; the passphrase is kept nowhere */
  contacts_key: { method: "POST"; path: "/contacts/{id}/key"; params: { id: string }; query: {  }; body: { passphrase: string }; answer: { public_key: string } };
  /** Alarms; standing: all that have not ended */
  alarms_list: { method: "GET"; path: "/alarms"; params: {  }; query: { q?: string; system?: string; state?: "open" | "ended" | "dismissed" | "shelved" | "standing" | "all"; severity?: Severity[]; device?: string; lamp?: AlarmLamp; detector?: string; since?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<AlarmRow> };
  /** An alarm, what it rests on, what to do, and who did what */
  alarms_get: { method: "GET"; path: "/alarms/{id}"; params: { id: string }; query: {  }; body: undefined; answer: AlarmDetail };
  /** Seen; the state stays. 409 names who did it before */
  alarms_acknowledge: { method: "POST"; path: "/alarms/{id}/acknowledge"; params: { id: string }; query: {  }; body: { words?: string }; answer: { id: string } };
  /** Dismiss with a reason; other wants words, too */
  alarms_dismiss: { method: "POST"; path: "/alarms/{id}/dismiss"; params: { id: string }; query: {  }; body: { reason: AlarmReason; words?: string }; answer: { id: string } };
  /** Shelve until then, 12 hours at most; never a critical one */
  alarms_shelve: { method: "POST"; path: "/alarms/{id}/shelve"; params: { id: string }; query: {  }; body: { until?: string | null; hours?: number; words: string }; answer: { id: string; until: string } };
  /** Take it off the shelf */
  alarms_unshelve: { method: "POST"; path: "/alarms/{id}/unshelve"; params: { id: string }; query: {  }; body: {  }; answer: { id: string } };
  /** Leave a note at an alarm */
  alarms_note: { method: "POST"; path: "/alarms/{id}/notes"; params: { id: string }; query: {  }; body: { words: string }; answer: { id: string } };
  /** History: what detectors said, the newest 100,000 */
  signals_list: { method: "GET"; path: "/signals"; params: {  }; query: { q?: string; detector?: string; device?: string; alarm?: string; work?: string; standing?: boolean; learning?: boolean; since?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<SignalRow> };
  /** Two lamps of each device: does it work, is its data normal; among: of those named, as d3,d17; worst: red and yellow only */
  lamps_list: { method: "GET"; path: "/lamps"; params: {  }; query: { system?: string; device?: string; among?: string; worst?: boolean }; body: undefined; answer: { items: Lamps[]; total: number; at: string; counts: { device: { grey: number; green: number; yellow: number; red: number }; data: { none: number; grey: number; green: number; yellow: number; red: number } } } };
  /** Attack assumptions; unplanned: accepted, and no measure stands */
  attacks_list: { method: "GET"; path: "/attacks"; params: {  }; query: { q?: string; system?: string; attack?: string; state?: AttackState; weight?: AttackWeight; device?: string; kind?: string; far_kind?: string; where?: "element" | "link"; harm?: Harm; unplanned?: boolean; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<AssumptionRow> };
  /** Attack assumptions by kind of device; dropped: found no room as rows */
  attack_groups: { method: "GET"; path: "/attack-groups"; params: {  }; query: { q?: string; system?: string; attack?: string; state?: AttackState }; body: undefined; answer: { items: AttackGroup[]; total: number; dropped: number } };
  /** Kinds of attacks, with measures against each */
  attack_kinds: { method: "GET"; path: "/attack-kinds"; params: {  }; query: {  }; body: undefined; answer: { items: AttackKind[] } };
  /** One assumption: why here, and measures against it */
  attacks_get: { method: "GET"; path: "/attacks/{id}"; params: { id: string }; query: {  }; body: undefined; answer: AssumptionDetail };
  /** Add an assumption nobody proposed; attack other wants words */
  attacks_add: { method: "POST"; path: "/attacks"; params: {  }; query: {  }; body: { attack: string; place: string; system?: string; words?: string; harms?: Harm[] }; answer: { id: string } };
  /** Accept it as an assumption */
  attacks_accept: { method: "POST"; path: "/attacks/{id}/accept"; params: { id: string }; query: {  }; body: { system?: string; words?: string; harms?: Harm[] }; answer: { id: string } };
  /** Leave it out, with a reason */
  attacks_reject: { method: "POST"; path: "/attacks/{id}/reject"; params: { id: string }; query: {  }; body: { system?: string; words: string }; answer: { id: string } };
  /** Take back what was said of it */
  attacks_withdraw: { method: "POST"; path: "/attacks/{id}/withdraw"; params: { id: string }; query: {  }; body: { system?: string }; answer: { id: string } };
  /** Make a measure a record; measure names a proposal that fills what and how; owners are c3, or none: why */
  attacks_measure: { method: "POST"; path: "/attacks/{id}/measures"; params: { id: string }; query: {  }; body: { measure?: string; layer?: MeasureLayer; what?: string; how?: string; it_owner?: string; ot_owner?: string; done_by?: string | null; state?: "planned" | "done"; control?: string; system?: string }; answer: { id: string } };
  /** Attack assumptions and measures as a table */
  report_attacks: { method: "GET"; path: "/reports/attacks"; params: {  }; query: { format?: "csv" | "xlsx"; system?: string; state?: AttackState }; body: undefined; answer: string };
  /** State of the journal, checkpoints, submitted versions */
  audit_state: { method: "GET"; path: "/audit/state"; params: {  }; query: {  }; body: undefined; answer: AuditState };
  /** Evidence index */
  audit_index: { method: "GET"; path: "/audit/{sheet}/{system}/index"; params: { sheet: string; system: string }; query: { format: "xlsx" | "csv" | "json"; as_of?: string; item?: string }; body: undefined; answer: string };
  /** The rows of a sample (anybody can repeat the choice) */
  audit_sample: { method: "GET"; path: "/audit/{sheet}/{system}/sample"; params: { sheet: string; system: string }; query: { rows?: number; seed?: string; by?: "none" | "verdict" | "function" }; body: undefined; answer: AuditSample };
  /** The rows of a sample with every proof */
  audit_sample_file: { method: "GET"; path: "/audit/{sheet}/{system}/sample.zip"; params: { sheet: string; system: string }; query: { rows?: number; seed?: string; by?: "none" | "verdict" | "function"; names?: boolean }; body: undefined; answer: string };
  /** How capturing goes */
  capture: { method: "GET"; path: "/capture"; params: {  }; query: {  }; body: undefined; answer: CaptureState };
  /** Is it running */
  health: { method: "GET"; path: "/health"; params: {  }; query: {  }; body: undefined; answer: { status: "ok" | "starting" | "read-only"; site: string; version: string; at: string } };
  /** This document */
  openapi: { method: "GET"; path: "/openapi.json"; params: {  }; query: {  }; body: undefined; answer: { [key: string]: unknown } };
  /** Glossary and names */
  words: { method: "GET"; path: "/words"; params: {  }; query: {  }; body: undefined; answer: { glossary: Term[]; kinds: { [key: string]: Pair }; fields: { [key: string]: Pair }; protocols: { [key: string]: string }; layers: { [key: string]: Pair }; severities: { [key: string]: Pair }; events: { [key: string]: Pair } } };
  /** Controllers: who wrote, ran, stopped, programmed */
  controllers_list: { method: "GET"; path: "/controllers"; params: {  }; query: { q?: string; system?: string; protocol?: string; sign_in?: SignIn; unapproved?: boolean; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<Controller> };
  /** All who can change one controller */
  controllers_get: { method: "GET"; path: "/controllers/{id}"; params: { id: string }; query: {  }; body: undefined; answer: ControllerDetail };
  /** Operations on controllers one by one: stops, program transfers and the like */
  operations_list: { method: "GET"; path: "/operations"; params: {  }; query: { q?: string; system?: string; device?: string; controller?: string; class?: CommandClass[]; deed?: string; gravity?: Gravity; protocol?: string; answer?: Answer3; from?: string; to?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<Operation> };
  /** Mail server and webhook, and whether anything can be sent */
  courier_get: { method: "GET"; path: "/courier"; params: {  }; query: {  }; body: undefined; answer: Courier };
  /** Set mail server and webhook; where it goes changes: the permission ends */
  courier_set: { method: "PUT"; path: "/courier"; params: {  }; query: {  }; body: { host?: string; port?: number; tls?: "starttls" | "tls" | "none"; user?: string; password?: string; from?: string; ca?: string; webhook?: string; webhook_key?: string }; answer: Courier };
  /** Permit sending */
  courier_permit: { method: "POST"; path: "/courier/permit"; params: {  }; query: {  }; body: undefined; answer: Courier };
  /** Withdraw the permission; sending stops at once */
  courier_withdraw: { method: "DELETE"; path: "/courier/permit"; params: {  }; query: {  }; body: undefined; answer: Courier };
  /** Send one for trial; how it went is told in jobs of GET /courier */
  courier_test: { method: "POST"; path: "/courier/test"; params: {  }; query: {  }; body: { what: "mail" | "webhook"; contact?: string }; answer: { job: number } };
  /** Devices */
  devices_list: { method: "GET"; path: "/devices"; params: {  }; query: { q?: string; system?: string; layer?: Layer[]; kind?: string; state?: Life[]; severity?: Severity[]; known?: boolean; maker?: string; protocol?: string; finding?: string; behind?: string; new_since?: string; missing_since?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<Device> };
  /** All about a device: facts and their reasons, peers, findings, history */
  devices_get: { method: "GET"; path: "/devices/{id}"; params: { id: string }; query: {  }; body: undefined; answer: DeviceDetail };
  /** Values of one device: measured and set */
  devices_points: { method: "GET"; path: "/devices/{id}/points"; params: { id: string }; query: { q?: string; protocol?: string; set?: boolean; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<Point> };
  /** Monthly digest: of a month, or of a fiscal year */
  digest: { method: "GET"; path: "/digest"; params: {  }; query: { month?: string; year?: string; system?: string }; body: undefined; answer: Digest };
  /** Take out the digest */
  digest_export: { method: "GET"; path: "/digest/export"; params: {  }; query: { format: "csv" | "xlsx" | "json" | "pdf"; month?: string; year?: string; system?: string }; body: undefined; answer: string };
  /** The directors' page; each figure with the rows it counts */
  director: { method: "GET"; path: "/director"; params: {  }; query: { system?: string }; body: undefined; answer: DirectorPage };
  /** The rows that one figure counts */
  director_rows: { method: "GET"; path: "/director/figures/{name}"; params: { name: string }; query: { system?: string }; body: undefined; answer: { figure: Figure; items: { id: string; words: Pair | null }[]; total: number } };
  /** The directors' page as A4 PDF; its second page says where the figures are from */
  director_print: { method: "GET"; path: "/director.pdf"; params: {  }; query: { system?: string }; body: undefined; answer: string };
  /** Answer a decision request. Without a passphrase it is declared, not proven */
  director_answer: { method: "POST"; path: "/director/requests/{id}/answer"; params: { id: string }; query: {  }; body: { answer: "yes" | "no" | "later"; words?: string; until?: string; passphrase?: string; version?: number }; answer: { id: string; version: number; proven: boolean } };
  /** Copy an answer that came on paper; that it was copied stays told */
  director_paper: { method: "POST"; path: "/director/requests/{id}/paper"; params: { id: string }; query: {  }; body: { answer: "yes" | "no" | "later"; by: string; given_on: string; words?: string; until?: string; version?: number }; answer: { id: string; version: number; proven: boolean } };
  /** Findings */
  findings_list: { method: "GET"; path: "/findings"; params: {  }; query: { q?: string; system?: string; severity?: Severity[]; check?: string; device?: string; item?: string; new_since?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<Finding> };
  /** What a finding rests on: question, rows, packets */
  findings_get: { method: "GET"; path: "/findings/{id}"; params: { id: string }; query: {  }; body: undefined; answer: FindingDetail };
  /** Who talks to whom, in which protocol */
  flows_list: { method: "GET"; path: "/flows"; params: {  }; query: { q?: string; system?: string; device?: string; outside?: string; protocol?: string; port?: number; encrypted?: Secrecy; to_outside?: boolean; scan?: boolean; answered?: boolean; from?: string; to?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<Flow> };
  /** Flows as a matrix */
  flows_matrix: { method: "GET"; path: "/flows/matrix"; params: {  }; query: { by?: "zone" | "layer" | "kind" | "system" | "device"; system?: string; protocol?: string }; body: undefined; answer: Matrix };
  /** What lies outside */
  outside_list: { method: "GET"; path: "/outside"; params: {  }; query: { q?: string; country?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<Outside> };
  /** The grids */
  grids_list: { method: "GET"; path: "/grids"; params: {  }; query: {  }; body: undefined; answer: { items: GridShort[]; total: number; next: string | null } };
  /** A whole grid, of one kind of device or by component */
  grids_get: { method: "GET"; path: "/grids/{grid}/{system}"; params: { grid: string; system: string }; query: { device_kind?: string }; body: undefined; answer: Grid };
  /** One place: its functions and the rows behind */
  grids_place: { method: "GET"; path: "/grids/{grid}/{system}/{line}/{step}"; params: { grid: string; system: string; line: string; step: string }; query: { device_kind?: string }; body: undefined; answer: GridPlaceDetail };
  /** Take a grid out as XLSX, CSV or JSON */
  grids_export: { method: "GET"; path: "/grids/{grid}/{system}/export"; params: { grid: string; system: string }; query: { format: "xlsx" | "csv" | "json"; device_kind?: string }; body: undefined; answer: string };
  /** Incidents */
  incidents_list: { method: "GET"; path: "/incidents"; params: {  }; query: { open?: boolean; q?: string; state?: IncidentState[]; device?: string; alarm?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<Incident> };
  /** One incident: what can be done, timeline, evidence, reports, flows against the profile */
  incidents_get: { method: "GET"; path: "/incidents/{id}"; params: { id: string }; query: {  }; body: undefined; answer: IncidentWhole };
  /** Open an incident; evidence begins to be frozen */
  incidents_open: { method: "POST"; path: "/incidents"; params: {  }; query: {  }; body: { alarm?: string; devices?: string[]; title?: string; words?: string }; answer: { id: string; evidence: string } };
  /** Do or note something */
  incidents_deed: { method: "POST"; path: "/incidents/{id}/deeds"; params: { id: string }; query: {  }; body: { deed: string; words?: string; fields?: { [key: string]: unknown }; version?: number; side?: "it" | "ot"; passphrase?: string }; answer: { id: string; state: IncidentState; waits: boolean; version: number } };
  /** Add a note */
  incidents_note: { method: "POST"; path: "/incidents/{id}/notes"; params: { id: string }; query: {  }; body: { words: string }; answer: { id: string; version: number } };
  /** First report (follow-ups, the last one): text and page to print */
  incidents_report: { method: "GET"; path: "/incidents/{id}/first-report"; params: { id: string }; query: { to?: "inside" | "parent" | "csirt" | "vendor" | "ppc" | "police" | "jpcert" | "ipa" | "customers" | "users" | "affiliates" | "stakeholders"; final?: boolean }; body: undefined; answer: { number: number; title: string; text: string; html: string; file: string } };
  /** A bag of evidence, as tar */
  incidents_evidence: { method: "GET"; path: "/incidents/{id}/evidence"; params: { id: string }; query: { bag?: string }; body: undefined; answer: string };
  /** Compare the evidence with its recorded hashes */
  incidents_check: { method: "POST"; path: "/incidents/{id}/evidence/check"; params: { id: string }; query: {  }; body: { bag?: string }; answer: { good: number; damaged: { name: string; flaw: "differs" | "absent" | "extra" | "unreadable" }[] } };
  /** Emergency mode */
  emergency_get: { method: "GET"; path: "/emergency"; params: {  }; query: {  }; body: undefined; answer: Emergency };
  /** Switch emergency mode */
  emergency_put: { method: "PUT"; path: "/emergency"; params: {  }; query: {  }; body: { on: boolean; reason?: string }; answer: Emergency };
  /** Editions of J-CLICS and how much is answered */
  jclics_list: { method: "GET"; path: "/jclics"; params: {  }; query: {  }; body: undefined; answer: { items: JclicsEdition[]; total: number; next: string | null } };
  /** Answers and evidence, question by question */
  jclics_get: { method: "GET"; path: "/jclics/{edition}"; params: { edition: string }; query: {  }; body: undefined; answer: JclicsDetail };
  /** Answer a question with yes or no, and the reason */
  jclics_answer: { method: "PUT"; path: "/jclics/{edition}/{slot}/answer"; params: { edition: string; slot: string }; query: {  }; body: { answer: "yes" | "no"; reason: string; expires_on?: string | null }; answer: undefined };
  /** Withdraw an answer */
  jclics_withdraw: { method: "DELETE"; path: "/jclics/{edition}/{slot}/answer"; params: { edition: string; slot: string }; query: {  }; body: undefined; answer: undefined };
  /** Choose the checks and records that are shown beside a question */
  jclics_bind: { method: "PUT"; path: "/jclics/{edition}/{slot}/shows"; params: { edition: string; slot: string }; query: {  }; body: { checks: string[]; records: string[] }; answer: undefined };
  /** Take your own copy of the official questions in; it stays in this site */
  jclics_import: { method: "POST"; path: "/jclics/{edition}/import"; params: { edition: string }; query: { preview?: boolean }; body: { name: string; base64?: unknown; csv?: unknown }; answer: { taken: number; slots: number; passed: number; items: { slot: number; field: string | null; question: string }[] } };
  /** Compare with a file that another site exported; nothing is written */
  jclics_compare: { method: "POST"; path: "/jclics/compare"; params: {  }; query: {  }; body: { file: unknown }; answer: { edition: string; theirs: { site: string; as_of: string }; items: JclicsCompared[]; same: number; differ: number } };
  /** Take the answers out as XLSX, CSV or JSON */
  jclics_export: { method: "GET"; path: "/jclics/{edition}/export"; params: { edition: string }; query: { format: "xlsx" | "csv" | "json"; questions?: boolean }; body: undefined; answer: string };
  /** Who did what, and what happened */
  journal_list: { method: "GET"; path: "/journal"; params: {  }; query: { q?: string; kind?: string; actor?: string; about?: string; from?: string; to?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<JournalEvent> };
  /** Mappings to other catalogues */
  mappings_list: { method: "GET"; path: "/mappings"; params: {  }; query: {  }; body: undefined; answer: { items: MappingShort[]; total: number; next: string | null } };
  /** One mapping in full */
  mapping_get: { method: "GET"; path: "/mappings/{mapping}"; params: { mapping: string }; query: {  }; body: undefined; answer: { mapping: MappingShort; terms: MappingTerm[]; maps: MappingMap[] } };
  /** One mapping as a table */
  mapping_table: { method: "GET"; path: "/mappings/{mapping}/table"; params: { mapping: string }; query: { format?: "csv" | "xlsx" }; body: undefined; answer: string };
  /** Rows by category of CSF 1.1 or 2.0, counted */
  sheet_groups: { method: "GET"; path: "/sheets/{sheet}/{system}/groups"; params: { sheet: string; system: string }; query: { by?: "csf" | "csf2" }; body: undefined; answer: { by: "csf" | "csf2"; sheet: SheetShort; system: System; as_of: string; groups: SheetGroup[] } };
  /** OSCAL 1.2 documents */
  oscal_get: { method: "GET"; path: "/oscal/{document}"; params: { document: string }; query: { system?: string; sheet?: string; level?: Level; mapping?: string; as_of?: string }; body: undefined; answer: string };
  /** The drawing: five layers, zones, positions */
  map: { method: "GET"; path: "/map"; params: {  }; query: { system?: string; layer?: Layer[]; protocol?: string; clear?: boolean; outside?: boolean; finding?: string; from?: string; to?: string; detail?: "auto" | "devices" | "groups"; show?: "plain" | "attacks" | "worst" }; body: undefined; answer: Drawing };
  /** The drawing as SVG */
  map_svg: { method: "GET"; path: "/map.svg"; params: {  }; query: { show?: "plain" | "attacks" | "worst" }; body: undefined; answer: string };
  /** Vendors, from records and makers' names */
  vendors_list: { method: "GET"; path: "/vendors"; params: {  }; query: {  }; body: undefined; answer: { items: Vendor[]; total: number } };
  /** Devices that may be this vendor's, and why */
  packs_candidates: { method: "GET"; path: "/vendors/devices"; params: {  }; query: { vendor?: string; system?: string }; body: undefined; answer: { items: PackCandidate[]; total: number } };
  /** Requirement sheets and question packs */
  packs_list: { method: "GET"; path: "/packs"; params: {  }; query: {  }; body: undefined; answer: { items: PackShort[]; total: number } };
  /** One pack with its answers */
  packs_get: { method: "GET"; path: "/packs/{id}"; params: { id: string }; query: {  }; body: undefined; answer: PackWhole };
  /** The file to hand to the vendor */
  packs_file: { method: "GET"; path: "/packs/{id}/file"; params: { id: string }; query: { format?: "xlsx" | "csv" | "json" }; body: undefined; answer: string };
  /** The boundary drawing */
  packs_boundary: { method: "GET"; path: "/packs/{id}/boundary.svg"; params: { id: string }; query: {  }; body: undefined; answer: string };
  /** Make a requirement sheet or a question pack */
  packs_make: { method: "POST"; path: "/packs"; params: {  }; query: {  }; body: { kind: PackKind; vendor: string; title: string; due_on: string; system?: string; contact?: string | null; level?: Level | null; items?: string[]; devices?: string[] }; answer: { id: string; hash: string; questions: number; devices: number } };
  /** Withdraw a pack, with a reason */
  packs_withdraw: { method: "DELETE"; path: "/packs/{id}"; params: { id: string }; query: {  }; body: { because: string }; answer: undefined };
  /** Answer a question */
  packs_answer: { method: "PUT"; path: "/packs/{id}/answers/{question}"; params: { id: string; question: string }; query: {  }; body: { choice?: string; words?: string; evidence?: string; day?: string }; answer: { changed: boolean; whole: number } };
  /** Read a workbook that came back as a table; its csv can go to packs/import */
  packs_read: { method: "POST"; path: "/packs/read"; params: {  }; query: {  }; body: { name: string; base64: unknown; sheet?: string }; answer: { sheets: string[]; sheet: string; rows: number; csv: string } };
  /** Take in the answers that came back; with preview=1 nothing is written */
  packs_import: { method: "POST"; path: "/packs/import"; params: {  }; query: { preview?: boolean }; body: { name: string; csv?: unknown; json?: unknown; pack?: string }; answer: { pack: string; changed: number; same: number; empty: number; whole: number; questions: number } };
  /** Take answers over as records */
  packs_take: { method: "POST"; path: "/packs/{id}/take"; params: { id: string }; query: {  }; body: { questions?: string[]; owner?: string | null; plan_on?: string }; answer: { questions: number; records: number } };
  /** Who is on duty now, and the next handover */
  roster_today: { method: "GET"; path: "/roster/today"; params: {  }; query: { system?: string; severity?: "critical" | "high" | "medium" | "low"; at?: string }; body: undefined; answer: RosterToday };
  /** The phone list */
  phone_list: { method: "GET"; path: "/phone-list"; params: {  }; query: { system?: string; lang?: "ja" | "en" }; body: undefined; answer: { at: string; items: PhoneEntry[] } };
  /** The phone list for printing, A4 */
  phone_print: { method: "GET"; path: "/phone-list/print"; params: {  }; query: { form?: "html" | "text"; system?: string; lang?: "ja" | "en" }; body: undefined; answer: string };
  /** Messages */
  messages_list: { method: "GET"; path: "/messages"; params: {  }; query: { q?: string; state?: "waiting" | "told" | "acknowledged" | "unheard" | "over" | "digested"; cause?: "alarm" | "incident" | "test" | "digest"; about?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<MessageShort> };
  /** One message: to whom, when, and whether it arrived */
  messages_get: { method: "GET"; path: "/messages/{id}"; params: { id: string }; query: {  }; body: undefined; answer: MessageDetail };
  /** Acknowledge a message */
  messages_acknowledge: { method: "POST"; path: "/messages/{id}/acknowledge"; params: { id: string }; query: {  }; body: { contact?: string }; answer: MessageShort };
  /** Send a test message and wait for the person to acknowledge it */
  contacts_test: { method: "POST"; path: "/contacts/{id}/test"; params: { id: string }; query: {  }; body: undefined; answer: { message: string; held: boolean } };
  /** What the link of a mail leads to; looking acknowledges nothing */
  link_show: { method: "GET"; path: "/links/{token}"; params: { token: string }; query: {  }; body: undefined; answer: LinkShown };
  /** Acknowledge through the link of a mail */
  link_acknowledge: { method: "POST"; path: "/links/{token}"; params: { token: string }; query: {  }; body: undefined; answer: LinkShown };
  /** Records */
  records_list: { method: "GET"; path: "/records"; params: {  }; query: { q?: string; kind?: string; system?: string; device?: string; item?: string; expired?: boolean; removed?: boolean; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<RecordShort> };
  /** What is due */
  records_due: { method: "GET"; path: "/records/due"; params: {  }; query: { days?: number; system?: string }; body: undefined; answer: { items: Due[]; total: number; next: string | null } };
  /** One record and its history */
  records_get: { method: "GET"; path: "/records/{id}"; params: { id: string }; query: {  }; body: undefined; answer: RecordDetail };
  /** Forms of records */
  record_kinds: { method: "GET"; path: "/record-kinds"; params: {  }; query: {  }; body: undefined; answer: { items: RecordKind[]; total: number; next: string | null } };
  /** The report as one HTML file */
  report_html: { method: "GET"; path: "/reports/report.html"; params: {  }; query: {  }; body: undefined; answer: string };
  /** All that was seen (docs/schema/inspect-1.json) */
  report_inspect: { method: "GET"; path: "/reports/inspect.json"; params: {  }; query: {  }; body: undefined; answer: string };
  /** Devices as a table */
  report_devices: { method: "GET"; path: "/reports/devices"; params: {  }; query: { format?: "csv" | "xlsx"; system?: string }; body: undefined; answer: string };
  /** Flows as a table */
  report_flows: { method: "GET"; path: "/reports/flows"; params: {  }; query: { format?: "csv" | "xlsx"; system?: string }; body: undefined; answer: string };
  /** Findings as a table */
  report_findings: { method: "GET"; path: "/reports/findings"; params: {  }; query: { format?: "csv" | "xlsx"; system?: string }; body: undefined; answer: string };
  /** Values as a table */
  report_points: { method: "GET"; path: "/reports/points"; params: {  }; query: { format?: "csv" | "xlsx"; system?: string; device?: string }; body: undefined; answer: string };
  /** Operations on controllers as a table */
  report_operations: { method: "GET"; path: "/reports/operations"; params: {  }; query: { format?: "csv" | "xlsx"; system?: string; controller?: string }; body: undefined; answer: string };
  /** The packets behind it (pcapng) */
  slices: { method: "GET"; path: "/slices"; params: {  }; query: { finding?: string; alarm?: string; device?: string; flow?: number }; body: undefined; answer: string };
  /** Numbers for Prometheus */
  metrics: { method: "GET"; path: "/metrics"; params: {  }; query: {  }; body: undefined; answer: string };
  /** What an attacker would choose first */
  risk_first: { method: "GET"; path: "/risk/first"; params: {  }; query: { system?: string }; body: undefined; answer: { items: RiskPlace[]; total: number; devices: number; dropped: number } };
  /** Worst cases by business */
  risk_worst: { method: "GET"; path: "/risk/worst"; params: {  }; query: { system?: string }; body: undefined; answer: { businesses: WorstBusiness[]; total: number; expired: number; dropped: number } };
  /** Risk table by asset: the first 2,000 rows; files have all */
  risk_table: { method: "GET"; path: "/risk/table"; params: {  }; query: { system?: string }; body: undefined; answer: { items: RiskRow[]; total: number; assets: number; dropped: number; source: Pair; unverified: Pair } };
  /** Zone table */
  risk_zones: { method: "GET"; path: "/risk/zones"; params: {  }; query: {  }; body: undefined; answer: { items: RiskZone[]; total: number; dropped: number; source: Pair; unverified: Pair } };
  /** Measured controls */
  risk_controls: { method: "GET"; path: "/risk/controls"; params: {  }; query: {  }; body: undefined; answer: { items: RiskControl[]; total: number; measured: boolean } };
  /** On which devices a control was seen */
  risk_held: { method: "GET"; path: "/risk/held"; params: {  }; query: { control?: string; device?: string; held?: boolean; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<RiskHeld> };
  /** Risk table by asset as a table */
  report_risk: { method: "GET"; path: "/reports/risk"; params: {  }; query: { format?: "csv" | "xlsx"; system?: string }; body: undefined; answer: string };
  /** Zone table as a table */
  report_zones: { method: "GET"; path: "/reports/zones"; params: {  }; query: { format?: "csv" | "xlsx" }; body: undefined; answer: string };
  /** Search everything */
  search: { method: "GET"; path: "/search"; params: {  }; query: { q: string; limit?: number }; body: undefined; answer: { items: Hit[]; total: number; next: string | null } };
  /** Who am I, and what may I do */
  session: { method: "GET"; path: "/session"; params: {  }; query: {  }; body: undefined; answer: Session };
  /** Sign in; or with the code of the emergency envelope */
  sign_in: { method: "POST"; path: "/session"; params: {  }; query: {  }; body: { login?: string; password?: string; code?: string; emergency_code?: string }; answer: Session };
  /** Sign out */
  sign_out: { method: "DELETE"; path: "/session"; params: {  }; query: {  }; body: undefined; answer: undefined };
  /** Change one's password; other sessions end */
  password_change: { method: "PUT"; path: "/session/password"; params: {  }; query: {  }; body: { old: string; new: string }; answer: undefined };
  /** Open sessions; an administrator sees everybody's */
  sessions_list: { method: "GET"; path: "/sessions"; params: {  }; query: { account?: string }; body: undefined; answer: { items: SessionShort[]; total: number; next: string | null } };
  /** End a session */
  session_end: { method: "DELETE"; path: "/sessions/{id}"; params: { id: string }; query: {  }; body: undefined; answer: undefined };
  /** Make the first administrator with the one-time link */
  setup: { method: "POST"; path: "/setup"; params: {  }; query: {  }; body: { link: string; login: string; name: string; password: string; side?: "it" | "ot" | "executive" | "csirt" | "other"; lang?: "ja" | "en" }; answer: Session };
  /** The one-time link for the first administrator, while there is no account */
  setup_link: { method: "POST"; path: "/setup-link"; params: {  }; query: {  }; body: undefined; answer: { link: string; until: string } };
  /** Set one's password with an invitation */
  invite_take: { method: "POST"; path: "/invites/{link}"; params: { link: string }; query: {  }; body: { login?: string; name?: string; password: string; lang?: "ja" | "en" }; answer: Session };
  /** Settings */
  settings_get: { method: "GET"; path: "/settings"; params: {  }; query: {  }; body: undefined; answer: { items: Setting[]; total: number; next: string | null } };
  /** Change settings */
  settings_change: { method: "PATCH"; path: "/settings"; params: {  }; query: {  }; body: { site_name?: string; language?: "ja" | "en"; time_zone?: string; zone_minutes?: number; fiscal_year_start?: string; two_people?: "on" | "off"; code_roles?: string; judge_seconds?: number; tell_from?: "critical" | "high" | "medium" | "low"; tell_minutes?: number; tell_most?: number; page_address?: string; first_report_minutes?: number; incident_watch_minutes?: number; learning_hours?: number; rhythm_seconds?: number }; answer: { items: Setting[]; total: number; next: string | null } };
  /** Sheets */
  sheets_list: { method: "GET"; path: "/sheets"; params: {  }; query: {  }; body: undefined; answer: { items: SheetShort[]; total: number; next: string | null } };
  /** Verdict, decision and signatures of each sub-item */
  sheet_rows: { method: "GET"; path: "/sheets/{sheet}/{system}"; params: { sheet: string; system: string }; query: { function?: Csf; category?: string; csf2?: string; lead?: "it" | "ot" | "both"; asked?: boolean; verdict?: Verdict[]; state?: string; q?: string; as_of?: string }; body: undefined; answer: SheetRows };
  /** Evidence, questions, signatures and history of a sub-item */
  sheet_row: { method: "GET"; path: "/sheets/{sheet}/{system}/{item}"; params: { sheet: string; system: string; item: string }; query: {  }; body: undefined; answer: SheetRowDetail };
  /** Take out as A3 PDF, XLSX, CSV or JSON */
  sheet_export: { method: "GET"; path: "/sheets/{sheet}/{system}/export"; params: { sheet: string; system: string }; query: { format: "pdf" | "xlsx" | "csv" | "json"; part?: "sheet" | "annex"; columns?: "form" | "all"; as_of?: string }; body: undefined; answer: string };
  /** The five functions in balance, what changed, what is due, what to do first today */
  summary: { method: "GET"; path: "/summary"; params: {  }; query: { system?: string; role?: "executive" | "ot" | "it" | "vendor" | "general" }; body: undefined; answer: Summary };
  /** Systems */
  systems_list: { method: "GET"; path: "/systems"; params: {  }; query: {  }; body: undefined; answer: { items: System[]; total: number; next: string | null } };
  /** Contacts */
  contacts_list: { method: "GET"; path: "/contacts"; params: {  }; query: { q?: string; side?: "it" | "ot" | "executive" | "vendor" | "csirt" | "other"; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<Contact> };
  /** The ledger */
  ledger_list: { method: "GET"; path: "/ledger"; params: {  }; query: { q?: string; seen?: boolean; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<LedgerRow> };
  /** Wallboards */
  wallboards_list: { method: "GET"; path: "/wallboards"; params: {  }; query: {  }; body: undefined; answer: { items: Wallboard[]; total: number; next: string | null } };
  /** Add a wallboard and make the code that pairs it */
  wallboards_make: { method: "POST"; path: "/wallboards"; params: {  }; query: {  }; body: { name: string; system?: string; line?: string }; answer: { id: string; code: string; until: string } };
  /** Revoke a wallboard; it sees nothing from then on */
  wallboards_revoke: { method: "DELETE"; path: "/wallboards/{id}"; params: { id: string }; query: {  }; body: undefined; answer: undefined };
  /** Pair a screen with its code */
  wallboard_pair: { method: "POST"; path: "/wallboard/pair"; params: {  }; query: {  }; body: { code: string }; answer: { id: string; name: string } };
  /** What a wallboard shows */
  wallboard_view: { method: "GET"; path: "/wallboard"; params: {  }; query: { id?: string }; body: undefined; answer: WallView };
  /** Report from a wallboard; opens an incident and nothing else */
  wallboard_report: { method: "POST"; path: "/wallboard/report"; params: {  }; query: {  }; body: { machine?: string | null; what?: string; person?: string | null }; answer: { incident: string; joined: boolean; told: WallPerson[]; card: WallCard } };
  /** Access points and their grades; of: those that this device is, or was in */
  wifi_list: { method: "GET"; path: "/wifi"; params: {  }; query: { q?: string; system?: string; whose?: WifiWhose[]; grade?: WifiGrade[]; security?: WifiSecurity[]; device?: string; of?: string; limit?: number; cursor?: string; sort?: string }; body: undefined; answer: Page<AccessPoint> };
  /** The sheet of one access point */
  wifi_get: { method: "GET"; path: "/wifi/{bssid}"; params: { bssid: string }; query: {  }; body: undefined; answer: AccessPointSheet };
}
