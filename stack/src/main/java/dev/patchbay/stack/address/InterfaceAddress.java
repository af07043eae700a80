package dev.patchbay.stack.address;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Prefix;
import org.jspecify.annotations.Nullable;

/// One address of a device (`in_ifaddr`, `inet6_ifaddr`): itself, its peer where the link has one,
/// and how long it lasts. Changed by [Addresses] only.
public final class InterfaceAddress {
  private final InetDevice inetDevice;
  private final long localHi;
  private final long localLo;
  long peerHi;
  long peerLo;
  final int prefixLength;
  int broadcast;
  int scope;
  int flags;
  @Nullable String label;
  int validLifetime = AddressRequest.FOREVER;
  int preferredLifetime = AddressRequest.FOREVER;

  /// Nanoseconds of the lab's clock.
  long created;

  long updated;
  int metric;
  int protocol;

  InterfaceAddress(InetDevice inetDevice, Ip local, Ip peer, int prefixLength) {
    this.inetDevice = inetDevice;
    this.localHi = local.hi();
    this.localLo = local.lo();
    this.peerHi = peer.hi();
    this.peerLo = peer.lo();
    this.prefixLength = prefixLength;
  }

  /// Whose address it is.
  public InetDevice inetDevice() {
    return inetDevice;
  }

  public Family family() {
    return inetDevice.family();
  }

  /// The first half of the address itself, see [Ip].
  public long localHi() {
    return localHi;
  }

  /// The second half of the address itself.
  public long localLo() {
    return localLo;
  }

  /// The address itself.
  public Ip local() {
    return new Ip(family(), localHi, localLo);
  }

  /// The first half of the peer's address; without a peer of the address itself.
  public long peerHi() {
    return peerHi;
  }

  /// The second half of the peer's address.
  public long peerLo() {
    return peerLo;
  }

  /// The peer's address; without a peer the address itself (`IFA_ADDRESS`).
  public Ip peer() {
    return new Ip(family(), peerHi, peerLo);
  }

  public boolean hasPeer() {
    return peerHi != localHi || peerLo != localLo;
  }

  /// Bits of the network's prefix.
  public int prefixLength() {
    return prefixLength;
  }

  /// The first half of the network's address: of the peer's network for IPv4.
  public long networkHi() {
    return peerHi & Prefix.maskHi(prefixLength);
  }

  /// The second half of the network's address.
  public long networkLo() {
    return peerLo & Prefix.maskLo(prefixLength);
  }

  /// Whether the address is in its network.
  public boolean contains(long hi, long lo) {
    return ((hi ^ peerHi) & Prefix.maskHi(prefixLength)) == 0
        && ((lo ^ peerLo) & Prefix.maskLo(prefixLength)) == 0;
  }

  /// Whether the other address is in the same network, of the same prefix.
  boolean sharesNetwork(InterfaceAddress other) {
    return prefixLength == other.prefixLength && contains(other.peerHi, other.peerLo);
  }

  /// IPv4: the broadcast address that was given, or 0.
  public int broadcast() {
    return broadcast;
  }

  /// See [Scope].
  public int scope() {
    return scope;
  }

  /// Bits of [AddressFlags].
  public int flags() {
    return flags;
  }

  /// Whether all these [AddressFlags] are set.
  public boolean has(int flag) {
    return (flags & flag) == flag;
  }

  /// Sets some [AddressFlags] and clears others, without telling anyone.
  public void flags(int set, int clear) {
    flags = (flags & ~clear) | set;
  }

  public boolean isSecondary() {
    return has(AddressFlags.SECONDARY);
  }

  /// IPv6: whether duplicates are still looked for.
  public boolean isTentative() {
    return has(AddressFlags.TENTATIVE);
  }

  /// IPv4: the label, the device's name when no other was given.
  public String label() {
    return label == null ? inetDevice.device().name() : label;
  }

  /// Seconds without a sign from when it was last changed, or [AddressRequest#FOREVER].
  public int validLifetime() {
    return validLifetime;
  }

  /// Seconds without a sign from when it was last changed, or [AddressRequest#FOREVER].
  public int preferredLifetime() {
    return preferredLifetime;
  }

  /// When it was last changed, in nanoseconds of the lab's clock.
  public long updated() {
    return updated;
  }

  /// When it was made, in nanoseconds of the lab's clock.
  public long created() {
    return created;
  }

  /// The metric of the route to its network; 0 for the usual one.
  public int metric() {
    return metric;
  }

  /// When its valid lifetime is over, in nanoseconds of the lab's clock, or [Long#MAX_VALUE].
  public long validUntil() {
    return Lifetimes.end(this, validLifetime);
  }

  /// Who put it there (`IFA_PROTO`); 0 when nobody says.
  public int protocol() {
    return protocol;
  }

  @Override
  public String toString() {
    return local() + "/" + prefixLength + " dev " + inetDevice.device().name();
  }
}
