/** Underlined: the dashboard's blue has too little contrast for small letters. */
export const LINK = "text-ui-fg-base underline underline-offset-2 hover:text-ui-fg-interactive-hover"
