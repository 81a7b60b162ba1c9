/** Loaded before Medusa (`node --require`): logs which events its in-memory bus lets go, whether or not somebody listens. */
const { default: LocalEventBus } = require("@medusajs/event-bus-local/dist/services/event-bus-local.js")

/** @param {{ name: string, data?: { id?: string } }} event */
const tell = ({ name, data }) => console.log(`event ${name} ${data?.id}`)

const { emit, releaseGroupedEvents } = LocalEventBus.prototype

/** @param {any} events @param {any[]} rest */
LocalEventBus.prototype.emit = function (events, ...rest) {
  for (const event of [events].flat()) if (!event.metadata?.eventGroupId) tell(event)
  return emit.call(this, events, ...rest)
}

/** @param {string} group */
LocalEventBus.prototype.releaseGroupedEvents = function (group) {
  for (const event of this.groupedEventsMap_.get(group) ?? []) tell(event)
  return releaseGroupedEvents.call(this, group)
}
