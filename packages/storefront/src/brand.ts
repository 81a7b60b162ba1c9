/** A brand's own mark: its outline on a 24-unit grid, or one to three letters that stand for it. */
export interface Brand {
  readonly outline?: string
  /** The outline is a name, low and as wide as the grid. */
  readonly wide?: true
  readonly letters?: string
  /** A CSS colour that can be seen on white; black without one. */
  readonly color?: string
}
