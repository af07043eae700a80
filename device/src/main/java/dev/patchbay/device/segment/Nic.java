package dev.patchbay.device.segment;

import dev.patchbay.core.DeviceFlags;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Ethtool;
import dev.patchbay.core.Features;
import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.VlanTag;
import org.jspecify.annotations.Nullable;

/// A machine's Ethernet card. What is plugged into a [Segment] has a carrier while it is up and the
/// wire is whole. No request of the machine makes or removes it; it can be moved into a namespace,
/// and comes back when that ends.
public final class Nic extends NetDevice {
  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65535;
  private static final long MEGABIT = 1_000_000;

  private final String label;
  private @Nullable End end;

  /// A card that the lab knows as `label`, whatever its machine calls it later.
  Nic(Netns netns, String label) {
    super(netns, null);
    this.label = label;
    flags(DeviceFlags.BROADCAST | DeviceFlags.MULTICAST);
    mtuBounds(LEAST_MTU, MOST_MTU);
    features(Features.LIVE_ADDRESS_CHANGE);
    carrier(false);
  }

  /// The name it was plugged in under.
  public String label() {
    return label;
  }

  /// Where it is, `MACHINE:NIC`.
  public String place() {
    return netns().machine().name() + ":" + label;
  }

  /// Where it is plugged in, or null.
  public @Nullable End end() {
    return end;
  }

  void end(@Nullable End value) {
    end = value;
  }

  // ---- as a device

  /// As fast as its segment is everywhere, if that is so much as a megabit.
  @Override
  public int speed() {
    End plugged = end;
    long rate = plugged == null ? 0 : plugged.segment().conditions().rate();
    return rate < MEGABIT ? UNKNOWN_SPEED : (int) (rate / MEGABIT);
  }

  @Override
  public Ethtool ethtool() {
    return new Answers(this);
  }

  /// What a NIC answers `ethtool`.
  private record Answers(Nic nic) implements Ethtool {
    @Override
    public Driver driver() {
      return new Driver("patchbay", Machine.KERNEL_RELEASE, "", "", false);
    }

    @Override
    public LinkSettings linkSettings() {
      String duplex = nic.hasCarrier() ? "Full" : "Unknown! (255)";
      return new LinkSettings(nic.speed(), duplex, "Twisted Pair", false);
    }

    @Override
    public boolean hasLinkState() {
      return true;
    }

    @Override
    public boolean stampsSent() {
      return true;
    }
  }

  @Override
  protected int transmit(Packet packet) {
    End plugged = end;
    if (plugged == null) {
      statistics().txCarrierErrors++;
      dropSent(packet, DropReason.NO_CARRIER);
      return 0;
    }
    if (packet.length() < Ethernet.HEADER) {
      dropSent(packet, DropReason.DEV_HDR);
      return 0;
    }
    Checksum.resolve(packet);
    countSent(packet.length());
    packet.discharge();
    plugged.from().send(packet);
    return 0;
  }

  /// Takes a frame off the wire.
  void take(Packet packet) {
    if (!isUp()) {
      dropHere(packet, DropReason.DEV_DOWN);
    } else if (isTooLong(packet)) {
      statistics().rxErrors++;
      statistics().rxLengthErrors++;
      dropHere(packet, DropReason.NIC_TOO_LONG);
    } else {
      cross(packet);
    }
  }

  private boolean isTooLong(Packet packet) {
    return packet.length() > mtu() + Ethernet.HEADER + VlanTag.HEADER && packet.segmentSize() == 0;
  }

  private void dropHere(Packet packet, DropReason reason) {
    packet.device(this);
    netns().world().drop(packet, reason);
  }

  @Override
  protected void open() {
    wireChanged();
  }

  @Override
  protected void stop() {
    wireChanged();
  }

  private void wireChanged() {
    End plugged = end;
    if (plugged != null) {
      plugged.segment().settleCarriers();
    }
  }

  @Override
  protected void removed() {
    End plugged = end;
    if (plugged != null) {
      plugged.segment().unplug(this);
    }
  }
}
