package dev.patchbay.stack.address;

import dev.patchbay.core.NetDevice;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// What an address is to be (`RTM_NEWADDR`, `RTM_DELADDR`): a plain carrier, filled in by whoever
/// parses a command line and read by [Addresses]. What is null is not said.
public final class AddressRequest {
  /// A lifetime without an end.
  public static final int FOREVER = -1;

  public Family family;
  public NetDevice device;

  /// The address itself (`IFA_LOCAL`).
  public @Nullable Ip local;

  /// The peer's, or again the address itself (`IFA_ADDRESS`).
  public @Nullable Ip address;

  /// Bits of the network's prefix.
  public int prefixLength;

  public @Nullable Ip broadcast;

  /// The label of an IPv4 address; null for the device's name.
  public @Nullable String label;

  public int scope;

  /// Bits of [AddressFlags].
  public int flags;

  /// Whether the lifetimes are said (`IFA_CACHEINFO`).
  public boolean hasLifetimes;

  /// Seconds without a sign, or [#FOREVER].
  public int validLifetime = FOREVER;

  /// Seconds without a sign, or [#FOREVER].
  public int preferredLifetime = FOREVER;

  /// The metric of the route to its network; 0 for the usual one.
  public int metric;

  /// Who says so (`IFA_PROTO`).
  public int protocol;

  /// A request about an address of `family` on `device`.
  public AddressRequest(Family family, NetDevice device) {
    this.family = family;
    this.device = device;
  }
}
