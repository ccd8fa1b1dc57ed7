/** What XML 1.0 cannot hold, and lone halves of surrogate pairs: Excel and Word refuse a file with them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these very characters are taken out
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;

/** A person's text as it may stand in an Excel or Word file. */
export const fileText = (text: string): string => text.replace(NOT_IN_XML, '').replaceAll(/\r\n?/g, '\n');
