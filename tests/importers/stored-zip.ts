import { crc32, deflateRawSync } from "node:zlib";

/** A member of an archive that a test makes; what is not given is as it should be. */
export interface StoredMember {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly isDeflated?: boolean;
  /** Other than those of the content. */
  readonly crc?: number;
  readonly size?: number;
}

/** A zip archive of these members. A size of 4 GiB or more is written as zip64 has it. */
export function storedZip(members: readonly StoredMember[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, isDeflated = false, crc, size } of members) {
    const [label, bytes] = [Buffer.from(name), Buffer.from(content)];
    const packed = isDeflated ? deflateRawSync(bytes) : bytes;
    const stated = size ?? bytes.length;
    const isWide = stated >= 0xffffffff;
    const extra = Buffer.alloc(isWide ? 12 : 0);
    if (isWide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(8, 2);
      extra.writeBigUInt64LE(BigInt(stated), 4);
    }
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(isDeflated ? 8 : 0, 8);
    head.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(0x800, 8);
    entry.writeUInt16LE(isDeflated ? 8 : 0, 10);
    entry.writeUInt32LE(crc ?? crc32(bytes), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(isWide ? 0xffffffff : stated, 24);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(offset, 42);
    parts.push(head, label, packed);
    central.push(entry, label, extra);
    offset += head.length + label.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
