// A small sign for each kind of device, 20 × 20, in lines only.
import type { ComponentChild } from 'preact';

const signs: Record<string, string> = {
  plc: 'M3 3h14v14h-14zM7 3v14M11 7h3M11 11h3',
  hmi: 'M2 4h16v10h-16zM7 17h6M5 7h4v4h-4z',
  'engineering-station': 'M3 4h14v9h-14zM1 16h18M8 8l-2 2 2 1M12 7l2 2-2 2',
  sensor: 'M10 10m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0M5 5a7 7 0 0 0 0 10M15 5a7 7 0 0 1 0 10',
  actuator: 'M2 8h9v5h-9zM11 10h5M16 7v6',
  'iot-gateway': 'M3 9h14v7h-14zM6 13h1M9 13h1M10 9v-6M7 5l3-3 3 3',
  camera: 'M2 6h11v8h-11zM13 9l5-3v8l-5-3',
  printer: 'M5 8v-5h10v5M3 8h14v6h-14zM5 12h10v5h-10z',
  nas: 'M4 3h12v14h-12zM4 8h12M4 12h12M13 5.5h1M13 10h1M13 14.5h1',
  phone: 'M6 2h8v16h-8zM9 15h2',
  pc: 'M2 4h16v10h-16zM6 17h8',
  server: 'M4 3h12v6h-12zM4 11h12v6h-12zM7 6h1M7 14h1',
  'wifi-ap': 'M4 15h12M10 15v-4M5 8a7 7 0 0 1 10 0M7 10.500a4 4 0 0 1 6 0',
  switch: 'M2 7h16v7h-16zM5 11h1M8 11h1M11 11h1M14 11h1',
  router: 'M10 10m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0M6 10h8M12 8l2 2-2 2M8 8l-2 2 2 2',
  appliance: 'M4 2h12v16h-12zM4 7h12M7 4.500h1',
  wearable: 'M7 6h6v8h-6zM8 6v-4h4v4M8 14v4h4v-4',
  ups: 'M4 4h12v13h-12zM8 2h4v2M11 7l-3 4h4l-3 4',
  outside: 'M6 15a4 4 0 0 1 0-8a5 5 0 0 1 9 1a3.500 3.500 0 0 1 0 7z',
};

export const drawKind = (kind: string): ComponentChild => <path d={signs[kind] ?? 'M4 4h12v12h-12zM8 8a2 2 0 1 1 2 3v1M10 14.500v.1'} />;
