package dev.patchbay.stack.address;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import org.jspecify.annotations.Nullable;

/// How an address is at one moment (`RTM_NEWADDR` as the kernel sends it): immutable.
///
/// @param local the address itself
/// @param address the peer's, or again the address itself
/// @param flags bits of [AddressFlags]
/// @param validLifetime seconds that are left, without a sign, or [AddressRequest#FOREVER]
/// @param preferredLifetime likewise
/// @param created when it was made, in hundredths of a second of the lab's clock
/// @param updated when it was last changed, likewise
public record AddressSnapshot(
    Family family,
    int deviceIndex,
    String device,
    Ip local,
    Ip address,
    int prefixLength,
    @Nullable Ip broadcast,
    int scope,
    int flags,
    @Nullable String label,
    int validLifetime,
    int preferredLifetime,
    long created,
    long updated,
    int metric,
    int protocol) {

  /// Whether it has a peer of its own.
  public boolean hasPeer() {
    return !address.equals(local);
  }

  /// Whether all these [AddressFlags] are set.
  public boolean has(int flag) {
    return (flags & flag) == flag;
  }
}
