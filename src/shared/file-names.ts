const LONGEST_NAME = 60;

/**
 * A name for a file, given by people: without folders, control and direction characters and what file systems refuse; at
 * most 60 characters, `instead` when nothing is left.
 */
export function plainFileName(given: string, instead: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}<>:"|?*]/gu, '').replace(/^[.\s]+|[.\s]+$/g, '');
  return [...plain].slice(0, LONGEST_NAME).join('') || instead;
}
