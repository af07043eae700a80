package dev.patchbay.device.tunnel;

import dev.patchbay.core.DeviceKind;
import dev.patchbay.core.DropReason;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Packet;
import org.jspecify.annotations.Nullable;

/// The device of a tunnel above IP (`struct ip_tunnel`, `struct ip6_tnl`): what is sent here leaves
/// in a packet to the other end. It is routed in the namespace that the tunnel was made in,
/// wherever its device goes.
public abstract class TunnelDevice<T extends TunnelDevice<T>> extends NetDevice {
  /// So long a failure at the other end is remembered, in nanoseconds (`IPTUNNEL_ERR_TIMEO`).
  private static final long FAILURE_TIME = 30_000_000_000L;

  private final Netns underlay;
  private String firstName = "";
  private @Nullable RecentKey keys;
  private int failures;
  private long lastFailure;

  /// The next one in its bucket of the [TunnelBuckets].
  public @Nullable T nextInTable;

  @SuppressWarnings("this-escape") // what it sets is read when the device has been registered
  protected TunnelDevice(Netns netns, DeviceKind kind) {
    super(netns, kind);
    underlay = netns;
    features(Features.NO_QUEUE | Features.HW_CSUM | Features.GRO);
    mtuBounds(0, 0);
  }

  /// The namespace that the outer packets belong to.
  public final Netns underlay() {
    return underlay;
  }

  /// Bytes of what stands between the outer IP headers and the packet inside.
  protected abstract int tunnelHeader();

  /// The index of the device that its packets leave by, or 0 when the way says by which.
  @Override
  public abstract int linkIndex();

  /// Whether its addresses come with each packet.
  protected abstract boolean isExternal();

  /// Whether the packets inside are Ethernet frames.
  public boolean isEthernet() {
    return false;
  }

  // ---- headers and links

  @Override
  public final int headerLength() {
    return isEthernet() ? Ethernet.HEADER : 0;
  }

  @Override
  public final void pushHeader(Packet packet, long destination, int etherType) {
    if (isEthernet()) {
      super.pushHeader(packet, destination, etherType);
    }
  }

  /// The device its packets leave by, if it is bound to one that is there.
  public final @Nullable NetDevice linkDevice() {
    return linkIndex() == 0 ? null : underlay.device(linkIndex());
  }

  @Override
  public final NetDevice link() {
    NetDevice device = linkDevice();
    return device == null ? this : device;
  }

  /// How `ip` calls the device that its packets leave by, whose index it looks up where the tunnel
  /// is, not where the packets leave; null when the way says by which.
  public final @Nullable String linkName() {
    return linkIndex() == 0 ? null : netns().nameOf(linkIndex());
  }

  @Override
  public final Netns linkNetns() {
    return underlay;
  }

  // ---- its life

  /// The name that it was made with, whatever it is called now.
  public final String firstName() {
    return firstName;
  }

  @Override
  protected void added() {
    firstName = name();
  }

  /// It is the module's: it stays in its namespace, and a request to remove it does nothing.
  public final void keep() {
    features(features() | Features.NETNS_LOCAL | Features.KEPT);
  }

  public final void takeMtu(int bytes) {
    mtu(bytes);
  }

  // ---- failures at the other end

  /// Tells the sender of a packet that the other end cannot be reached (`dst_link_failure`).
  protected abstract void linkFailure(Packet packet);

  /// Tells the sender of a packet that is about to leave of a failure that is remembered.
  protected final void tellOfFailure(Packet packet) {
    if (failures > 0) {
      if (netns().world().loop().now() - lastFailure < FAILURE_TIME) {
        failures--;
        linkFailure(packet);
      } else {
        failures = 0;
      }
    }
  }

  /// The other end has failed: those who send through the tunnel from now on are told.
  public final void rememberFailure() {
    long now = netns().world().loop().now();
    failures = lastFailure != 0 && now - lastFailure < FAILURE_TIME ? failures + 1 : 1;
    lastFailure = now;
  }

  // ---- the way up

  /// What packets that come keep of their way, where they bring their addresses.
  protected final RecentKey keys() {
    RecentKey known = keys;
    if (known == null) {
      known = new RecentKey();
      keys = known;
    }
    return known;
  }

  /// Drops what has come for the tunnel, counted as an error.
  public final void refuse(Packet packet, DropReason reason) {
    statistics().rxErrors++;
    netns().world().drop(packet, reason);
  }

  /// It has been counted when it left its wrapping.
  @Override
  protected final void countReceived(Packet packet) {}
}
