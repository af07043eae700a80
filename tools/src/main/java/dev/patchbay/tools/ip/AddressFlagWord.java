package dev.patchbay.tools.ip;

import dev.patchbay.stack.address.AddressFlags;
import org.jspecify.annotations.Nullable;

/// The flags of an address in the order in which `ip` knows them, and what may be done with them.
enum AddressFlagWord {
  SECONDARY("secondary", AddressFlags.SECONDARY, false, false),
  TEMPORARY("temporary", AddressFlags.SECONDARY, false, false),
  NODAD("nodad", AddressFlags.NODAD, true, true),
  OPTIMISTIC("optimistic", AddressFlags.OPTIMISTIC, true, true),
  DADFAILED("dadfailed", AddressFlags.DADFAILED, false, true),
  HOME("home", AddressFlags.HOMEADDRESS, true, true),
  DEPRECATED("deprecated", AddressFlags.DEPRECATED, false, true),
  TENTATIVE("tentative", AddressFlags.TENTATIVE, false, true),
  PERMANENT("permanent", AddressFlags.PERMANENT, false, true),
  MNGTMPADDR("mngtmpaddr", AddressFlags.MANAGETEMPADDR, true, true),
  NOPREFIXROUTE("noprefixroute", AddressFlags.NOPREFIXROUTE, true, false),
  AUTOJOIN("autojoin", AddressFlags.MCAUTOJOIN, true, false),
  STABLE_PRIVACY("stable-privacy", AddressFlags.STABLE_PRIVACY, false, true);

  private static final AddressFlagWord[] ALL = values();

  final String word;
  final int flag;

  /// Whether a request may set it.
  final boolean settable;

  /// Whether an IPv4 address does not have it.
  final boolean onlyIpv6;

  AddressFlagWord(String word, int flag, boolean settable, boolean onlyIpv6) {
    this.word = word;
    this.flag = flag;
    this.settable = settable;
    this.onlyIpv6 = onlyIpv6;
  }

  /// All of them; not to be changed.
  static AddressFlagWord[] all() {
    return ALL;
  }

  /// The flag of this word, or null.
  static @Nullable AddressFlagWord of(String word) {
    for (AddressFlagWord name : ALL) {
      if (name.word.equals(word)) {
        return name;
      }
    }
    return null;
  }
}
