import { AsyncLocalStorage } from "node:async_hooks"
import { messageOf } from "../finding.js"
import { METHODS, type Method } from "./provider-class.js"

/** A call of the provider by Medusa, or by a case. */
export interface Call {
  readonly method: Method
  readonly output?: unknown
  readonly error?: unknown
}

type Callable = (...args: never[]) => unknown

const isCallable = (value: unknown): value is Callable => typeof value === "function"

/** What the provider does while it is called. */
export class Watch {
  readonly calls: Call[] = []
  private readonly inside = new AsyncLocalStorage<Set<NodeJS.Timeout>>()
  private timers = new Set<NodeJS.Timeout>()
  private readonly real = { setTimeout: globalThis.setTimeout, setInterval: globalThis.setInterval }

  private readonly heirs = new Map<object, object>()
  private unhandled: string[] = []

  /** Another instance answers instead, as another process would; until the next case. */
  inherit(provider: object, heir: object): void {
    this.heirs.set(provider, heir)
  }

  /** What was rejected with nobody to hear of it: Node ends a server for that. Gives back how to listen no more. */
  watchRejections(): () => void {
    const others = process.listeners("unhandledRejection")
    const note = (reason: unknown) => void this.unhandled.push(messageOf(reason))
    process.removeAllListeners("unhandledRejection").on("unhandledRejection", note)
    return () => {
      process.off("unhandledRejection", note)
      for (const other of others) process.on("unhandledRejection", other)
    }
  }

  get rejections(): readonly string[] {
    return this.unhandled
  }

  begin(): void {
    this.heirs.clear()
    this.unhandled = []
    this.calls.length = 0
    this.timers = new Set()
  }

  /** Timers that a call started and that still keep the process alive. */
  timersLeft(): number {
    return [...this.timers].filter((timer) => timer.hasRef() && isPending(timer)).length
  }

  /** Every method of the instance is called as before, and noted. */
  over(provider: object): void {
    for (const method of METHODS) {
      const original: unknown = Reflect.get(provider, method)
      if (isCallable(original)) Reflect.set(provider, method, this.noting(method, provider, original))
    }
  }

  private noting(method: Method, provider: object, original: Callable) {
    return async (...args: unknown[]) => {
      try {
        const heir = this.heirs.get(provider)
        const call = () =>
          heir ? Reflect.apply(Reflect.get(heir, method), heir, args) : Reflect.apply(original, provider, args)
        const output: unknown = await this.inside.run(this.timers, call)
        this.calls.push({ method, output })
        return output
      } catch (error) {
        this.calls.push({ method, error })
        throw error
      }
    }
  }

  /** Timers that Medusa or the kit itself start are not the provider's. */
  watchTimers(): void {
    const note = (timer: NodeJS.Timeout) => {
      this.inside.getStore()?.add(timer)
      return timer
    }
    const noting =
      (start: Callable) =>
      (...args: unknown[]) =>
        note(Reflect.apply(start, globalThis, args))
    Object.assign(globalThis, {
      setTimeout: Object.assign(noting(this.real.setTimeout), this.real.setTimeout),
      setInterval: noting(this.real.setInterval),
    })
  }

  unwatchTimers(): void {
    Object.assign(globalThis, this.real)
  }
}

/** Node marks a timer that has fired or was cleared. */
function isPending(timer: NodeJS.Timeout): boolean {
  return !("_destroyed" in timer && timer._destroyed)
}
