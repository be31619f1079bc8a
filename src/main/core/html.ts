const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for the content or a quoted attribute of an HTML page, without NUL characters, which HTML does not allow. */
export function escapeHtml(text: string): string {
  return text.replaceAll('\u0000', '').replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
