import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { HoldfastError } from "@holdfast/core";
import { causeCode } from "./pg-errors.js";

// f_type of statfs(2), from linux/magic.h and the sources of each file system
const NETWORK: Readonly<Record<number, string>> = {
  26985: "NFS",
  20859: "SMB",
  4283649346: "CIFS",
  4266872130: "SMB2",
  1702057286: "FUSE",
  16914839: "9P",
  1397113167: "AFS",
  12805120: "Ceph",
  198183888: "Lustre",
  1196443219: "GPFS",
  428016422: "BeeGFS",
  1952539503: "OCFS2",
  18225520: "GFS2",
  1937076805: "Coda",
};

/** The name of a network file system by its `f_type`, or undefined for a local one. */
export function networkFileSystem(type: number): string | undefined {
  return NETWORK[type >>> 0];
}

/** `f_type` of the file system that holds `path`, or will hold it. */
export async function fileSystemType(path: string): Promise<number> {
  try {
    return (await statfs(path)).type;
  } catch (error) {
    if (causeCode(error) !== "ENOENT" || dirname(path) === path) throw error;
    return fileSystemType(dirname(path));
  }
}

/** @throws HoldfastError `forbidden` on a network file system, where a lock does not hold and writes may be lost */
export function refuseNetworkFileSystem(directory: string, type: number): void {
  const name = networkFileSystem(type);
  if (name === undefined) return;
  throw new HoldfastError({
    code: "forbidden",
    message: `${directory} is on a network file system (${name}), where an embedded database can be lost.`,
    place: { file: directory },
    remedy: "Use a directory on a local disk, or a PostgreSQL server (postgres://...).",
  });
}
