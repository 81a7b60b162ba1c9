/** Every key that any signature wants; what is generated has an interface of its own. */
export interface Keys {
  readonly apiKey: string
  readonly secretKey: string
  readonly hashKey: string
  readonly hashIv: string
}
