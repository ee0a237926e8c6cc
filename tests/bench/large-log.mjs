import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { crc32 } from "node:zlib";

const SAMPLE_BYTES = 1024 * 1024;

function localHead(name, content, crc) {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt32LE(crc, 14);
  head.writeUInt32LE(content.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(name.length, 26);
  return head;
}

function centralHead(name, content, crc, offset) {
  const head = Buffer.alloc(46);
  head.writeUInt32LE(0x02014b50, 0);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(content.length, 20);
  head.writeUInt32LE(content.length, 24);
  head.writeUInt16LE(name.length, 28);
  head.writeUInt32LE(offset, 42);
  return head;
}

/** A sample whose transcript is long, as those of agents are: `SAMPLE_BYTES` of messages before its score. */
function sampleText(id) {
  const text = `step ${id}: ${"the agent reads, thinks and writes. ".repeat(110)}`;
  const message = { role: "assistant", content: text };
  const messages = Array.from({ length: Math.ceil(SAMPLE_BYTES / (text.length + 40)) }, () => message);
  return JSON.stringify({
    ...{ id: `p${id}`, epoch: 1, input: text, messages },
    ...{ scores: { match: { value: id % 3 === 0 ? "C" : "I" } }, metadata: { family: `f${id % 50}` } },
    ...(id === 0 ? { invalidation: { author: "bench", reason: "bench" } } : {}),
  });
}

/**
 * Writes a log of Inspect of about `bytes` bytes whose members are stored as they are, one of whose samples was
 * invalidated: each sample must then be read.
 *
 * @returns how many of its samples count
 */
export async function writeLargeLog(file, bytes) {
  const stream = createWriteStream(file);
  const central = [];
  let [offset, count] = [0, 0];
  const write = async (part) => {
    if (!stream.write(part)) await once(stream, "drain");
    offset += part.length;
  };
  const add = async (name, text) => {
    const [label, content] = [Buffer.from(name), Buffer.from(text)];
    const crc = crc32(content);
    central.push(centralHead(label, content, crc, offset), label);
    await write(localHead(label, content, crc));
    await write(label);
    await write(content);
    count += 1;
  };
  let samples = 0;
  for (; offset < bytes; samples += 1) await add(`samples/p${samples}_epoch_1.json`, sampleText(samples));
  const header = { version: 2, status: "success", invalidated: true, eval: { task: "big", model: "m" } };
  await add("header.json", JSON.stringify(header));
  const start = offset;
  for (const part of central) await write(part);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(offset - start, 12);
  end.writeUInt32LE(start, 16);
  await write(end);
  await new Promise((resolve) => stream.end(resolve));
  return samples - 1;
}
