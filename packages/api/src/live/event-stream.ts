import type { EventFeed, Subscription } from "./event-feed.js";

/** As many bytes may wait for one reader; who is further behind is dropped, and resumes by the number it has. */
const MOST_WAITING = 256 * 1024;

/** The body of one stream: frames as they come, bounded for a reader that is slow. */
export function eventStream(
  feed: EventFeed,
  asked: Subscription,
  mostWaiting = MOST_WAITING,
): ReadableStream<Uint8Array> {
  let [leave, roomier, isOpen] = [() => {}, (_isThere: boolean) => {}, true];
  // a reader that catches up is given more while there is less than this, so that a frame never drops it
  const room = mostWaiting / 4;
  const gone = () => {
    isOpen = false;
    leave();
    leave = () => {};
    roomier(false);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const end = () => {
          if (!isOpen) return;
          gone();
          controller.close();
        };
        const hasRoom = async () => {
          if (!isOpen || (controller.desiredSize ?? 0) > 0) return isOpen;
          return new Promise<boolean>((resolve) => {
            roomier = resolve;
          });
        };
        const send = (frame: Uint8Array) => {
          if (!isOpen) return;
          controller.enqueue(frame);
          if ((controller.desiredSize ?? 0) < room - mostWaiting) end();
        };
        leave = feed.join(asked, { send, hasRoom, end });
      },
      pull: () => roomier(true),
      cancel: () => gone(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: room }),
  );
}
