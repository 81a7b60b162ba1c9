import { useEffect, useState } from "react"
import { type Device, thisDevice } from "../device.js"

/** The device of this browser; null until the page has come to life, so that a server draws the same at first. */
export function useDevice(): Device | null {
  const [device, setDevice] = useState<Device | null>(null)
  useEffect(() => setDevice(thisDevice()), [])
  return device
}
