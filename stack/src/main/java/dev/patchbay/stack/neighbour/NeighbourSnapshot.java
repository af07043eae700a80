package dev.patchbay.stack.neighbour;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import org.jspecify.annotations.Nullable;

/// How a neighbour or a proxy entry is at one moment, as `ip neigh` shows it (`RTM_NEWNEIGH`).
///
/// @param ifindex the device's, or 0 for a proxy entry that holds for all devices
/// @param device its name, or null likewise
/// @param address the link-layer address, or null while none is known
/// @param addressLength how many of its bytes count: 6, or 4 where it is an IPv4 address
/// @param state one of [NeighbourState]
/// @param external whether somebody outside has learned it (`extern_learn`)
/// @param managed whether it is looked for again and again (`managed`)
/// @param protocol who made it (`RTPROT_…`), or 0
/// @param used when a packet last asked for it, in hundredths of a second before now
/// @param confirmed when it was last confirmed, likewise
/// @param updated when it last changed, likewise
/// @param references how many hold it: its timer, and while it is told of who changed it
/// @param probes how often it has been asked for since its state began
public record NeighbourSnapshot(
    Ip ip,
    int ifindex,
    @Nullable String device,
    @Nullable Mac address,
    int addressLength,
    int state,
    boolean router,
    boolean proxy,
    boolean external,
    boolean managed,
    int protocol,
    long used,
    long confirmed,
    long updated,
    int references,
    int probes) {
  private static final int IPV4_BYTES = 4;

  /// The link-layer address as it is written, or null while none is known.
  public @Nullable String linkAddress() {
    if (address == null) {
      return null;
    }
    return addressLength == IPV4_BYTES
        ? new Ip(Family.IPV4, address.value() << 16 & 0xffff_ffff_0000_0000L, 0).text()
        : address.toString();
  }

  /// The bytes of the link-layer address, as `/proc/net/arp` has them; empty while none is known.
  public String octets() {
    return address == null ? "" : octets(address.value(), addressLength);
  }

  /// That many bytes of an address: three letters each, but for the last colon.
  static String octets(long address, int length) {
    String mac = Mac.format(address);
    return mac.substring(0, Math.clamp(3L * length - 1, 0, mac.length()));
  }

  /// How `neighbour` is now, held by nobody but its timer.
  static NeighbourSnapshot of(Neighbour neighbour) {
    return of(neighbour, 0);
  }

  /// How `neighbour` is now, held by so many besides its timer.
  static NeighbourSnapshot of(Neighbour neighbour, int holders) {
    long now = neighbour.device().netns().world().loop().now();
    return new NeighbourSnapshot(
        neighbour.ip(),
        neighbour.device().index(),
        neighbour.device().name(),
        neighbour.is(NeighbourState.VALID) ? new Mac(neighbour.address()) : null,
        neighbour.device().addressLength(),
        neighbour.state(),
        neighbour.isRouter(),
        false,
        neighbour.isExternal(),
        neighbour.isManaged(),
        neighbour.protocol(),
        hundredths(now - neighbour.used()),
        hundredths(now - neighbour.confirmed()),
        hundredths(now - neighbour.updated()),
        holders + (neighbour.isTimed() ? 1 : 0),
        neighbour.probes());
  }

  /// A proxy entry: `device` is null when it holds for all.
  static NeighbourSnapshot ofProxy(Proxy proxy) {
    NetDevice device = proxy.device();
    return new NeighbourSnapshot(
        proxy.ip(),
        device == null ? 0 : device.index(),
        device == null ? null : device.name(),
        null,
        Mac.BYTES,
        NeighbourState.NONE,
        proxy.router(),
        true,
        false,
        false,
        proxy.protocol(),
        0,
        0,
        0,
        0,
        0);
  }

  private static long hundredths(long nanos) {
    return nanos / NeighbourSetting.JIFFY;
  }
}
