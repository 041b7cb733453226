/** The words of a list written as one text, separated by `|`: a word may hold commas and spaces, and the text may have several lines. */
export function wordList(text: string): readonly string[] {
  return text.split('|').map((word) => word.trim());
}
