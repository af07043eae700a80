package dev.patchbay.filter.set;

import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import org.jspecify.annotations.Nullable;

/// A type of set whose elements are found by a hash of them.
public abstract class HashType extends SetType {
  /// The kernel's structure for an element of the family.
  abstract Layout layout(Family family);

  /// Whether elements have addresses, so that a set is of a family.
  boolean hasFamily() {
    return true;
  }

  /// Whether the first address may be cut to its network when it is stored, and may not be zero.
  boolean isOfHosts() {
    return false;
  }

  @Override
  NamedSet make(Netns netns, String name, @Nullable Family family, SetOptions options)
      throws SetException {
    if (hasFamily() != (family != null)) {
      throw new SetException(SetError.INVALID_FAMILY);
    }
    if (options.markMask == 0) {
      throw new SetException(SetError.INVALID_MARKMASK);
    }
    int bits = family == null ? Family.IPV4.bits() : family.bits();
    if (options.netmask != Entry.ABSENT && (options.netmask == 0 || options.netmask > bits)) {
      throw new SetException(SetError.INVALID_NETMASK);
    }
    return new HashedSet(netns, this, family, options, name);
  }
}
