/** Chinese beside Latin letters or digits, which a name that is put into a sentence brings, is set with a space between. */
export function spaced(text: string): string {
  return text.replace(/(\p{Script=Han})(?=[A-Za-z0-9])/gu, "$1 ").replace(/([A-Za-z0-9])(?=\p{Script=Han})/gu, "$1 ")
}
