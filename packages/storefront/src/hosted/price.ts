/** What is to be paid, as the sheet of a phone's wallet shows it. */
export interface Price {
  /** Whole TWD dollars. */
  readonly amount: number
  readonly label: string
}
