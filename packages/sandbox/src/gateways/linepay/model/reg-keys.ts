/** A key by which a merchant may charge a buyer again. */
export interface RegKey {
  channelId: string
  expired: boolean
}

export type RegKeys = Map<string, RegKey>
