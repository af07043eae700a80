package dev.patchbay.device.sharing;

import dev.patchbay.core.AddressSync;
import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.GsoLimits;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Offload;
import dev.patchbay.core.Offloads;
import dev.patchbay.core.ReceiveMode;
import dev.patchbay.core.file.Node;
import dev.patchbay.device.tap.TapClass;
import dev.patchbay.device.tap.TapNode;
import dev.patchbay.packet.Packet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A device that shares a parent with others of its kind: what macvlan and ipvlan have in common.
public abstract class SharingDevice extends NetDevice {
  /// What the kernel does for such a device whatever the parent can.
  private static final long ALWAYS =
      Offloads.TCP_SEGMENTATION
          | Offloads.TUNNEL_SEGMENTATION
          | Offloads.SOFT
          | Offload.set(
              Offload.TX_SCATTER_GATHER,
              Offload.TX_CHECKSUM_IP_GENERIC,
              Offload.TX_SCTP_SEGMENTATION,
              Offload.TX_UDP_SEGMENTATION,
              Offload.TX_GSO_LIST,
              Offload.TX_GSO_ROBUST,
              Offload.TX_LOCKLESS);

  /// What it does if the parent does.
  private static final long INHERITED =
      Offload.set(Offload.TX_SCATTER_GATHER_FRAGLIST, Offload.HIGHDMA, Offload.RX_CHECKSUM);

  private static final int TAP_QUEUE_LENGTH = 500;

  private final NetDevice below;
  private final AddressSync multicastBelow = new AddressSync();
  private final AddressSync unicastBelow = new AddressSync();
  private @Nullable TapNode tap;

  /// A device of `netns` above `below`, which may be elsewhere.
  protected SharingDevice(Netns netns, DeviceKind kind, NetDevice below) {
    super(netns, kind);
    this.below = below;
    flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
    carrier(below.hasCarrier());
    mtu(below.mtu());
    GsoLimits own = GsoLimits.LEGACY;
    gso(
        new GsoLimits(
            own.gsoMaxSize(),
            own.gsoMaxSegments(),
            below.gso().tsoMaxSize(),
            below.gso().tsoMaxSegments(),
            own.groMaxSize()));
  }

  /// Gives it a file by which programs take its frames (`macvtap_newlink`, `ipvtap_newlink`).
  public final void becomeTap(TapClass family) throws NetlinkException {
    txQueueLength(TAP_QUEUE_LENGTH);
    tap = new TapNode(this, family, () -> countReceived(0, false, false));
    rxHandler(tap);
  }

  /// What is under `/sys` of its file; nothing when it has none.
  public final Map<String, Node> tapFiles() {
    return tap == null ? Map.of() : tap.sysFiles();
  }

  @Override
  protected void added() {
    if (tap != null) {
      tap.publish();
    }
  }

  @Override
  protected final void moved(Netns from) {
    if (tap != null) {
      tap.publish();
    }
  }

  @Override
  protected void removed() {
    if (tap != null) {
      tap.withdraw();
    }
  }

  /// The parent.
  public final NetDevice below() {
    return below;
  }

  @Override
  public final NetDevice link() {
    return below;
  }

  @Override
  public final int speed() {
    return below.speed();
  }

  /// What every such device does, and `more` that the kind does; `changeable` on top of what always
  /// is.
  protected final Offloads offloadsWith(long more, long changeable) {
    return Offloads.of(
        ALWAYS | more | (below.offloads().active() & INHERITED),
        Offloads.SOFT | Offloads.SOFT_OFF | Offload.TX_NOCACHE_COPY.bit() | changeable);
  }

  /// Takes over what the parent says of its carrier (`netif_stacked_transfer_operstate`).
  public final void followState() {
    carrier(below.hasCarrier());
  }

  // ---- what it receives

  /// It counts where it is handed frames.
  @Override
  protected final void countReceived(Packet packet) {}

  /// Counts a frame of so many bytes, link header included: taken, or not; for a group, or not
  /// (`macvlan_count_rx`, `ipvlan_count_rx`).
  public final void countReceived(int bytes, boolean taken, boolean group) {
    if (!taken) {
      statistics().rxErrors++;
      return;
    }
    statistics().rxPackets++;
    statistics().rxBytes += bytes;
    statistics().multicast += group ? 1 : 0;
  }

  /// Whether `device` takes frames to the group, by its lists and flags.
  public static boolean hears(NetDevice device, long group) {
    return (device.flags() & (DeviceFlags.PROMISC | DeviceFlags.ALLMULTI)) != 0
        || device.broadcast().value() == group
        || device.receiveMode().multicast().contains(group);
  }

  /// The parent listens to what it listens to.
  @Override
  protected final void receiveModeChanged() {
    ReceiveMode parent = below.receiveMode();
    unicastBelow.sync(receiveMode().unicast(), parent.unicast());
    multicastBelow.sync(receiveMode().multicast(), parent.multicast());
  }

  /// The parent no longer listens for it.
  protected final void stopListening() {
    unicastBelow.unsync(below.receiveMode().unicast());
    multicastBelow.unsync(below.receiveMode().multicast());
  }
}
