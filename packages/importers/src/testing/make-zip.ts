import { crc32, deflateRawSync } from "node:zlib";

/** A member of a zip that a test makes; what is not given is as it should be. */
export interface MadeMember {
  readonly name: string;
  readonly content: string | Buffer;
  readonly method?: 0 | 8 | 93 | number;
  /** The packed bytes, instead of those that the method gives. */
  readonly packed?: Buffer;
  readonly crc?: number;
  readonly size?: number;
  readonly flags?: number;
  readonly isZip64?: boolean;
}

/** A Zstandard frame of raw blocks: what an encoder writes that does not compress (RFC 8878). */
export function zstdFrame(content: Buffer, { hasChecksum = false, blockBytes = 1000 } = {}): Buffer {
  const header = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, hasChecksum ? 4 : 0, 0x38]);
  const blocks: Buffer[] = [];
  for (let at = 0; at === 0 || at < content.length; at += blockBytes) {
    const part = content.subarray(at, at + blockBytes);
    const head = (part.length << 3) | (at + blockBytes >= content.length ? 1 : 0);
    blocks.push(Buffer.from([head & 0xff, (head >> 8) & 0xff, (head >> 16) & 0xff]), part);
  }
  return Buffer.concat([header, ...blocks, Buffer.alloc(hasChecksum ? 4 : 0)]);
}

/** A frame of blocks that repeat one byte: 4 bytes for each 128 KiB. */
export function zstdBomb(bytes: number): Buffer {
  const block = 128 * 1024;
  const count = Math.ceil(bytes / block);
  const blocks = Array.from({ length: count }, (_, index) => {
    const head = (block << 3) | (1 << 1) | (index + 1 === count ? 1 : 0);
    return Buffer.from([head & 0xff, (head >> 8) & 0xff, (head >> 16) & 0xff, 0x20]);
  });
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x38]), ...blocks]);
}

function packedBy(method: number, content: Buffer): Buffer {
  if (method === 8) return deflateRawSync(content);
  return method === 93 ? zstdFrame(content) : content;
}

function extra64(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  return extra;
}

/** A zip archive of these members, in their order; a name may be there twice. */
export function makeZip(members: readonly MadeMember[], { isZip64 = false, comment = "" } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const content = Buffer.from(member.content);
    const method = member.method ?? 8;
    const packed = member.packed ?? packedBy(method, content);
    const name = Buffer.from(member.name, "utf8");
    const [crc, size] = [member.crc ?? crc32(content), member.size ?? content.length];
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(method, 8);
    head.writeUInt16LE(name.length, 26);
    const wide = member.isZip64 === true;
    const extra = wide ? extra64([size, packed.length, offset]) : Buffer.alloc(0);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(member.flags ?? 0x800, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(wide ? 0xffffffff : packed.length, 20);
    entry.writeUInt32LE(wide ? 0xffffffff : size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(wide ? 0xffffffff : offset, 42);
    parts.push(head, name, packed);
    directory.push(entry, name, extra);
    offset += 30 + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(isZip64 ? 0xffff : members.length, 8);
  end.writeUInt16LE(isZip64 ? 0xffff : members.length, 10);
  end.writeUInt32LE(isZip64 ? 0xffffffff : central.length, 12);
  end.writeUInt32LE(isZip64 ? 0xffffffff : offset, 16);
  end.writeUInt16LE(comment.length, 20);
  const wide: Buffer[] = [];
  if (isZip64) {
    const end64 = Buffer.alloc(56);
    end64.writeUInt32LE(0x06064b50, 0);
    end64.writeBigUInt64LE(44n, 4);
    end64.writeBigUInt64LE(BigInt(members.length), 24);
    end64.writeBigUInt64LE(BigInt(members.length), 32);
    end64.writeBigUInt64LE(BigInt(central.length), 40);
    end64.writeBigUInt64LE(BigInt(offset), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(offset + central.length), 8);
    locator.writeUInt32LE(1, 16);
    wide.push(end64, locator);
  }
  return Buffer.concat([...parts, central, ...wide, end, Buffer.from(comment)]);
}
