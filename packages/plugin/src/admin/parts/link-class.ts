/** As Medusa sets links within text. */
export const LINK = "text-ui-fg-interactive hover:text-ui-fg-interactive-hover focus-visible:underline"
