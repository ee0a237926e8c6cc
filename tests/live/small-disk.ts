import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A file system of its own that a test may fill. */
export interface SmallDisk {
  readonly path: string;
  /** Takes all the room there is. */
  readonly fill: () => void;
  /** Gives it back. */
  readonly free: () => void;
  readonly remove: () => void;
}

function mount(path: string, mebibytes: number): boolean {
  mkdirSync(path, { recursive: true });
  const words = ["-t", "tmpfs", "-o", `size=${mebibytes}m,mode=0755`, "tmpfs", path];
  return spawnSync("mount", words, { stdio: "ignore" }).status === 0;
}

/** Whether this process may mount one; tried at `path`. */
export function canMount(path: string): boolean {
  const isMounted = mount(path, 1);
  if (isMounted) spawnSync("umount", [path], { stdio: "ignore" });
  rmSync(path, { recursive: true, force: true });
  return isMounted;
}

export function smallDisk(path: string, mebibytes: number): SmallDisk {
  if (!mount(path, mebibytes)) throw new Error(`nothing can be mounted on ${path}`);
  const ballast = join(path, "ballast");
  return {
    path,
    fill() {
      const file = openSync(ballast, "w");
      try {
        // the last pages are taken one by one
        for (let size = 1024 * 1024; size >= 4096; size /= 16)
          try {
            for (;;) writeSync(file, Buffer.alloc(size, 1));
          } catch {
            // it is full: the next smaller piece may still fit
          }
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast),
    remove: () => {
      spawnSync("umount", ["-l", path], { stdio: "ignore" });
      rmSync(path, { recursive: true, force: true });
    },
  };
}
