/** A service with some of its methods replaced; the service itself stays as it is. */
export function replacing<Service extends object>(service: Service, methods: Partial<Service>): Service {
  return new Proxy(service, {
    get: (target, name) => {
      const own = Reflect.get(methods, name)
      if (own !== undefined) return own
      const value = Reflect.get(target, name)
      return typeof value === "function" ? value.bind(target) : value
    },
  })
}
