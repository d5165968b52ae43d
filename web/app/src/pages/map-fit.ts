// Text on the cards of the drawing, which SVG would cut without a sign: 192.168.10.5 is not 192.168.10.50.

/** About how wide a text is, in its own size; rather too wide than too narrow. */
export const ems = (s: string) => [...s].reduce((w, c) => w + (c > '\u2e80' ? 1 : c >= 'A' && c <= 'Z' ? 0.74 : /[il.,:;|'!()[\]jtfrI /]/.test(c) ? 0.42 : 0.66), 0);

/** The text within so many pixels: whole; else its last word where that is an address; else its beginning and "…". */
export function fits(text: string, most: number, size: number): string {
  const room = most / size;
  if (ems(text) <= room) return text;
  const last = text.slice(text.lastIndexOf(' ') + 1);
  if (last !== text && /^[\d.:a-f]+$/.test(last) && ems(last) <= room) return last;
  let cut = '';
  for (const c of text) {
    if (ems(cut + c) > room - 1) break;
    cut += c;
  }
  return cut.trimEnd() + '…';
}
