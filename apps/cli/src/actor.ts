import { userInfo } from "node:os";

/** Who is written to the audit trail: the user of the system, where it has a name. */
export function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
