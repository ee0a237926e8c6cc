import { isIPv6 } from "node:net";

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null && field in value
    ? Reflect.get(value, field)
    : undefined;
}

/** The network of an address as far as one stranger holds it: an IPv4 address, or the first 64 bits of IPv6. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ""] = address.split("%");
  if (!isIPv6(plain)) return address;
  const [before = "", after] = plain.split("::");
  const groups = before === "" ? [] : before.split(":");
  const rest = after === undefined || after === "" ? [] : after.split(":");
  const missing = after === undefined ? 0 : 8 - groups.length - rest.length;
  const whole = [...groups, ...Array.from({ length: Math.max(0, missing) }, () => "0"), ...rest];
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/**
 * Whose failures are counted together: the network at the other end of the socket. A header such as
 * X-Forwarded-For is not asked, because anybody can write one.
 *
 * @param env what Node's server hands over with a request; nothing where it came without a socket
 */
export function addressOf(env: unknown): string {
  const address = fieldOf(fieldOf(fieldOf(env, "incoming"), "socket"), "remoteAddress");
  return typeof address === "string" ? networkOf(address) : "no address";
}
