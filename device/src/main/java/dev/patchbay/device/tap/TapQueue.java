package dev.patchbay.device.tap;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.Machine;
import dev.patchbay.core.World;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.core.time.Clock;
import dev.patchbay.core.time.WaitQueue;
import dev.patchbay.packet.Packet;
import java.util.ArrayDeque;

/// An open file that carries frames: each read takes one, each write brings one, with what stands
/// before it (Documentation/networking/tuntap.rst). Frames wait for the reader up to a limit.
public final class TapQueue extends OpenFile {
  /// Whose file it is.
  public interface Owner {
    /// What `fstat` tells.
    FileStatus status();

    /// A program has written a frame; the packet, whose head is at its first byte, is the owner's.
    ///
    /// @throws FileException when the owner does not want it; the packet is gone all the same
    void written(Packet frame) throws FileException;

    /// A program has read the frame.
    default void taken(Packet frame) {}

    /// Nobody has the file open any more.
    void closed(TapQueue queue);
  }

  private final World world;
  private final Owner owner;
  private final OpenMode how;
  private final WaitQueue readable;
  private final ArrayDeque<Packet> frames = new ArrayDeque<>();
  private FramePrefix prefix;
  private int limit;
  private boolean ended;

  /// A file that holds up to `limit` frames.
  public TapQueue(Machine machine, Owner owner, OpenMode how, FramePrefix prefix, int limit) {
    this.world = machine.world();
    this.owner = owner;
    this.how = how;
    this.readable = new WaitQueue(world.loop());
    this.prefix = prefix;
    this.limit = limit;
  }

  /// What stands before each frame.
  public FramePrefix prefix() {
    return prefix;
  }

  public void prefix(FramePrefix value) {
    prefix = value;
  }

  /// How many frames it holds at most.
  public void limit(int value) {
    limit = value;
  }

  /// Whether a read finds something at once.
  public boolean isReadable() {
    return !frames.isEmpty();
  }

  /// Hands the frame, whose first byte is at the head, to the reader. Returns whether there was
  /// room; else it remains the caller's.
  public boolean offer(Packet frame) {
    if (frames.size() >= limit) {
      return false;
    }
    frames.add(frame);
    readable.signal();
    return true;
  }

  /// Waits until there is something to read, or until `deadline` (nanoseconds of the lab's clock);
  /// returns whether there is.
  public boolean awaitReadable(long deadline, Bound bound) {
    boolean inTime = true;
    while (frames.isEmpty() && !ended && inTime) {
      inTime = readable.await(deadline, bound);
    }
    return !frames.isEmpty();
  }

  /// No more frames come: drops those that wait, and ends the wait of who reads.
  public void end() {
    clear();
    ended = true;
    readable.signal();
  }

  /// Takes one frame; what does not fit is lost. Waits for one.
  @Override
  public int read(byte[] into, int offset, int length) throws FileException {
    if (!how.reads()) {
      throw new FileException(Errno.EBADF);
    }
    awaitReadable(Clock.NEVER, Bound.ENDLESS);
    if (ended) {
      throw new FileException(Errno.EFAULT);
    }
    if (length < prefix.length()) {
      throw new FileException(Errno.EINVAL);
    }
    Packet frame = frames.remove();
    owner.taken(frame);
    int room = length - prefix.length();
    prefix.write(into, offset, frame, frame.length() > room);
    int taken = Math.min(frame.length(), room);
    System.arraycopy(frame.bytes(), frame.head(), into, offset + prefix.length(), taken);
    world.deliver(frame);
    return prefix.length() + taken;
  }

  @Override
  public void write(byte[] from, int offset, int length) throws FileException {
    if (!how.writes()) {
      throw new FileException(Errno.EBADF);
    }
    int bytes = length - prefix.length();
    if (bytes < 0) {
      throw new FileException(Errno.EINVAL);
    }
    Packet frame = world.allocate(bytes);
    int at = frame.put(bytes);
    System.arraycopy(from, offset + prefix.length(), frame.bytes(), at, bytes);
    if (!prefix.read(from, offset, frame)) {
      world.drop(frame, DropReason.DEV_HDR);
      throw new FileException(Errno.EINVAL);
    }
    owner.written(frame);
  }

  @Override
  public FileStatus status() {
    return owner.status();
  }

  @Override
  protected void closed() {
    owner.closed(this);
    clear();
  }

  /// Drops what waits for a reader.
  public void clear() {
    for (Packet frame = frames.poll(); frame != null; frame = frames.poll()) {
      world.drop(frame, DropReason.DEV_GONE);
    }
  }
}
