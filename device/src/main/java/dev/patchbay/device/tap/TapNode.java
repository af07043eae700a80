package dev.patchbay.device.tap;

import dev.patchbay.core.DropReason;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.RxHandler;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.FileStatus;
import dev.patchbay.core.file.Node;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.time.Clock;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What makes a device a tap as well (`tap_dev`): the file `/dev/tapN`, N being the device's index,
/// by which programs take what comes to the device and send as it does. As long as nobody has the
/// file open, the device is as any other.
public final class TapNode implements RxHandler, Node.Device, TapQueue.Owner {
  /// How many may have the file open (`MAX_TAP_QUEUES`).
  private static final int MOST_QUEUES = 256;

  private static final int MODE = 0600;

  private final NetDevice device;
  private final TapClass family;
  private final int minor;
  private final Runnable dropped;
  private final List<TapQueue> queues = new ArrayList<>(1);
  private String name = "";

  /// A tap for `device`; `dropped` is told of each frame that a reader has no room for.
  public TapNode(NetDevice device, TapClass family, Runnable dropped) {
    this.device = device;
    this.family = family;
    this.minor = family.takeMinor();
    this.dropped = dropped;
  }

  // ---- its place

  /// Puts the file into `/dev`, or to another name there when the device's index has changed.
  public void publish() {
    device.netns().machine().deviceFiles().remove(name);
    name = "tap" + device.index();
    device.netns().machine().deviceFiles().add(name, this);
  }

  /// Takes the file away; who has it open reads and writes nothing any more.
  public void withdraw() {
    device.netns().machine().deviceFiles().remove(name);
    family.giveBack(minor);
    List.copyOf(queues).forEach(TapQueue::clear);
    queues.clear();
  }

  /// What the device has under `/sys/class/net/DEV`.
  public Map<String, Node> sysFiles() {
    String number = family.major() + ":" + minor;
    TreeMap<String, Node> files = new TreeMap<>();
    files.put("dev", Node.file(() -> number + "\n"));
    files.put("device", new Node.Link("../../../" + device.name()));
    files.put(
        "uevent",
        Node.file(
            () -> "MAJOR=" + family.major() + "\nMINOR=" + minor + "\nDEVNAME=" + name + "\n",
            text -> {}));
    TreeMap<String, Node> taps = new TreeMap<>();
    taps.put(name, Node.directory(files));
    return Map.of(
        family.name(), Node.directory(taps), name, new Node.Link(family.name() + "/" + name));
  }

  @Override
  public FileStatus status() {
    return new FileStatus(FileStatus.Kind.CHARACTER_DEVICE, MODE, 0, Clock.START);
  }

  /// `tap_open`
  @Override
  public OpenFile open(OpenMode how) throws FileException {
    if (!device.isRegistered()) {
      throw new FileException(Errno.ENODEV);
    }
    if (queues.size() == MOST_QUEUES) {
      throw new FileException(Errno.EBUSY);
    }
    TapQueue queue =
        new TapQueue(
            device.netns().machine(),
            this,
            how,
            new FramePrefix(false, FramePrefix.VIRTIO),
            device.txQueueLength());
    queues.add(queue);
    return queue;
  }

  // ---- frames

  /// What comes to the device is for the reader (`tap_handle_frame`).
  @Override
  public Result handle(Packet packet) {
    if (queues.isEmpty()) {
      return Result.PASS;
    }
    packet.unpull(Ethernet.HEADER);
    if (packet.vlan() != Packet.NO_VLAN) {
      VlanTag.pushInside(packet);
    }
    Checksum.resolve(packet);
    TapQueue queue = queues.get(Integer.remainderUnsigned(packet.hash(), queues.size()));
    if (!queue.offer(packet)) {
      dropped.run();
      device.netns().world().drop(packet, DropReason.FULL_RING);
    }
    return Result.CONSUMED;
  }

  /// What a program writes is sent by the device (`tap_get_user`).
  @Override
  public void written(Packet frame) throws FileException {
    if (!device.isRegistered()) {
      device.netns().world().drop(frame, DropReason.DEV_GONE);
      return;
    }
    if (frame.length() < Ethernet.HEADER) {
      device.netns().world().drop(frame, DropReason.PKT_TOO_SMALL);
      throw new FileException(Errno.EINVAL);
    }
    frame.link(frame.head());
    frame.protocol(Ethernet.type(frame.bytes(), frame.head()));
    frame.network(frame.head() + Ethernet.HEADER);
    device.send(frame);
  }

  @Override
  public void closed(TapQueue queue) {
    queues.remove(queue);
  }
}
