/** Full-width letters and digits to half-width; Han characters are left alone: a name is never re-spelt. */
function toHalfWidth(text: string, range: RegExp): string {
  return text.replace(range, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}

/** No invisible characters, single spaces, trimmed, letters and digits half-width; Chinese punctuation stays. */
export function cleanText(text: string): string {
  const visible = text.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}]/gu, '');
  return toHalfWidth(visible, /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g).trim();
}

/** For numbers, codes and column titles: no space left at all, every sign half-width. */
export function withoutSpaces(text: string): string {
  return toHalfWidth(cleanText(text), /[\uff01-\uff5e]/g).replace(/ /g, '');
}

export interface CleanName {
  name: string;
  spacesRemoved: boolean;
}

/** A name as on the identity card: 王 伟 → 王伟, every kind of middle dot → ·. Spaces between Latin letters stay. */
export function cleanName(text: string): CleanName {
  const tidy = cleanText(text).replace(/[•‧・∙.．]/g, '·');
  const name = tidy.replace(/(?<=\p{Script=Han}|·) | (?=\p{Script=Han}|·)/gu, '');
  return { name, spacesRemoved: name !== tidy };
}
