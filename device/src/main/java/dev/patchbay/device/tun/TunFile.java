package dev.patchbay.device.tun;

import dev.patchbay.core.LinkRequest;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NameOrigin;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Bound;
import dev.patchbay.device.tap.FramePrefix;
import dev.patchbay.device.tap.TapQueue;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// `/dev/net/tun`, opened. Attached to a device, each read takes a frame that the device sends, and
/// each write is a frame that comes in by it; before that, and after the device is gone, both are
/// refused with `EBADFD`. Closing it detaches, and removes a device that is not to persist.
public final class TunFile extends OpenFile {
  private static final int ROOT = 0;

  private final Machine machine;
  private final OpenMode how;
  private @Nullable TunDevice device;
  private @Nullable TapQueue queue;

  TunFile(Machine machine, OpenMode how) {
    this.machine = machine;
    this.how = how;
  }

  /// Opens the machine's `/dev/net/tun` to read and write; its module is loaded if need be.
  public static TunFile open(Machine machine) throws FileException {
    return Tun.open(machine, OpenMode.READ_WRITE);
  }

  /// The device it is attached to, or null.
  public @Nullable NetDevice device() {
    return device;
  }

  // ---- requests

  /// Attaches it to a device of `netns`, which is made when it is not there (`TUNSETIFF`). Returns
  /// the device's name.
  ///
  /// @param user who asks; only root makes devices, and takes those that another owns
  /// @throws FileException `EEXIST` when it is attached already, `EINVAL` when the device is of
  ///   another kind or has one queue where several are asked for, `EBUSY` when it has no queue left
  ///   or is there and was to be new, `EPERM`
  public String attach(Netns netns, int user, TunRequest request) throws FileException {
    if (device != null) {
      throw new FileException(Errno.EEXIST);
    }
    NetDevice named = request.name().isEmpty() ? null : netns.device(request.name());
    TunDevice found = named == null ? make(netns, user, request) : find(named, user, request);
    join(found, request);
    return found.name();
  }

  private static TunDevice find(NetDevice named, int user, TunRequest request)
      throws FileException {
    if (request.has(TunFlags.EXCLUSIVE)) {
      throw new FileException(Errno.EBUSY);
    }
    if (!(named instanceof TunDevice tun)
        || !request.has(tun.isTap() ? TunFlags.TAP : TunFlags.TUN)
        || request.has(TunFlags.MULTI_QUEUE) != tun.has(TunFlags.MULTI_QUEUE)) {
      throw new FileException(Errno.EINVAL);
    }
    boolean isAnothers = (tun.owner() >= 0 && tun.owner() != user) || tun.ownerGroup() >= 0;
    if (isAnothers && user != ROOT) {
      throw new FileException(Errno.EPERM);
    }
    tun.checkRoom();
    return tun;
  }

  private static TunDevice make(Netns netns, int user, TunRequest request) throws FileException {
    if (user != ROOT) {
      throw new FileException(Errno.EPERM);
    }
    if (!request.has(TunFlags.TUN | TunFlags.TAP)) {
      throw new FileException(Errno.EINVAL);
    }
    TunDevice device = new TunDevice(netns, Tun.of(netns.machine()), request.flags());
    LinkRequest link = new LinkRequest();
    link.name = request.name().isEmpty() ? null : request.name();
    try {
      netns.links().register(device, link, device.isTap() ? "tap" : "tun");
      device.nameOrigin(NameOrigin.UNKNOWN);
      netns.links().configure(device, link);
    } catch (NetlinkException e) {
      throw new FileException(e.errno());
    }
    return device;
  }

  private void join(TunDevice found, TunRequest request) {
    found.features(request.flags());
    device = found;
    queue = new TapQueue(machine, new End(), how, prefix(found), found.txQueueLength());
    found.attached(this);
  }

  private static FramePrefix prefix(TunDevice device) {
    return new FramePrefix(
        !device.has(TunFlags.NO_PI), device.has(TunFlags.VNET_HDR) ? FramePrefix.VIRTIO : 0);
  }

  /// Lets the device stay when nobody has it open, or not (`TUNSETPERSIST`).
  public void persist(boolean on) throws FileException {
    attached().persist(on);
  }

  /// Lets a user attach to the device (`TUNSETOWNER`).
  public void owner(int user) throws FileException {
    attached().owner(user);
  }

  /// Lets a group attach to the device (`TUNSETGROUP`).
  public void group(int group) throws FileException {
    attached().ownerGroup(group);
  }

  /// Takes its queue out of those that the device sends to, or puts it back (`TUNSETQUEUE`). What
  /// waited in it is lost; what is written still comes in.
  ///
  /// @throws FileException `EINVAL` when the queue is that way already, or the device has only one
  public void queue(boolean enabled) throws FileException {
    TunDevice of = device;
    if (of == null
        || queue == null
        || of.isDisabled(this) != enabled
        || !of.has(TunFlags.MULTI_QUEUE)) {
      throw new FileException(Errno.EINVAL);
    }
    if (enabled) {
      of.enable(this);
    } else {
      of.disable(this);
      queue.clear();
    }
  }

  private TunDevice attached() throws FileException {
    if (device == null) {
      throw new FileException(Errno.EBADFD);
    }
    return device;
  }

  // ---- frames

  /// Whether a read finds a frame at once.
  public boolean isReadable() {
    return queue != null && queue.isReadable();
  }

  /// Waits until there is a frame to read, or until `deadline` (nanoseconds of the lab's clock);
  /// returns whether there is one.
  ///
  /// @throws FileException `EBADFD` when it is not attached
  public boolean awaitReadable(long deadline, Bound bound) throws FileException {
    return queue().awaitReadable(deadline, bound);
  }

  /// Takes one frame; what does not fit is lost. Waits for one.
  @Override
  public int read(byte[] into, int offset, int length) throws FileException {
    return queue().read(into, offset, length);
  }

  /// One frame comes in by the device.
  ///
  /// @throws FileException `EINVAL` when it is too short to be one, `EIO` when the device is down
  @Override
  public void write(byte[] from, int offset, int length) throws FileException {
    queue().write(from, offset, length);
  }

  private TapQueue queue() throws FileException {
    if (queue == null) {
      throw new FileException(Errno.EBADFD);
    }
    return queue;
  }

  /// The queue that the device sends to.
  boolean offer(Packet frame, int limit) {
    if (queue == null) {
      return false;
    }
    queue.limit(limit);
    return queue.offer(frame);
  }

  @Override
  public FileStatus status() {
    return Tun.STATUS;
  }

  // ---- the end

  /// The device is gone.
  void released() {
    if (queue != null) {
      queue.end();
    }
    queue = null;
    device = null;
  }

  @Override
  protected void closed() {
    TunDevice left = device;
    released();
    if (left != null) {
      left.detached(this);
    }
  }

  /// The file's end of its queue.
  private final class End implements TapQueue.Owner {
    @Override
    public FileStatus status() {
      return Tun.STATUS;
    }

    @Override
    public void written(Packet frame) throws FileException {
      if (device == null) {
        throw new IllegalStateException("a queue without its device");
      }
      device.take(frame);
    }

    @Override
    public void taken(Packet frame) {
      if (device != null) {
        device.taken(frame);
      }
    }

    /// The queue ends with the file, which sees to it.
    @Override
    public void closed(TapQueue closed) {}
  }
}
