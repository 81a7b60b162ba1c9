/** What pure code cannot know by itself. */
export interface Moment {
  readonly now: Date
  /** A fresh random UUID at each call. */
  readonly nonce: () => string
}
