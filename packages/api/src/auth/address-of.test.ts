import { describe, expect, it } from "vitest";
import { addressOf, networkOf } from "./address-of.js";

describe("whose failures are counted together", () => {
  it.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["nonsense", "nonsense"],
  ])("%s is of %s", (address, network) => expect(networkOf(address)).toBe(network));

  it("is read from the socket, and from nothing that is sent", () => {
    const incoming = {
      socket: { remoteAddress: "192.0.2.7" },
      headers: { "x-forwarded-for": "198.51.100.1" },
    };
    expect(addressOf({ incoming })).toBe("192.0.2.7");
    for (const env of [undefined, null, {}, { incoming: null }, { incoming: { socket: {} } }])
      expect(addressOf(env)).toBe("no address");
  });
});
