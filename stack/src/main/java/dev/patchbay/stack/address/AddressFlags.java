package dev.patchbay.stack.address;

/// The flags of an address (`IFA_F_…`, linux/if_addr.h).
public final class AddressFlags {
  /// IPv4: there is an earlier address in the same network. IPv6: a temporary address.
  public static final int SECONDARY = 0x01;

  /// IPv6: no duplicate address detection.
  public static final int NODAD = 0x02;

  /// IPv6: may be used while duplicates are looked for.
  public static final int OPTIMISTIC = 0x04;

  /// IPv6: somebody else has it.
  public static final int DADFAILED = 0x08;

  public static final int HOMEADDRESS = 0x10;

  /// Its preferred lifetime is over.
  public static final int DEPRECATED = 0x20;

  /// IPv6: duplicates are being looked for.
  public static final int TENTATIVE = 0x40;

  /// It has no lifetime.
  public static final int PERMANENT = 0x80;

  public static final int MANAGETEMPADDR = 0x100;

  /// It brings no route to its network.
  public static final int NOPREFIXROUTE = 0x200;

  public static final int MCAUTOJOIN = 0x400;

  public static final int STABLE_PRIVACY = 0x800;

  /// What an IPv4 address does not have.
  static final int IPV6_ONLY =
      NODAD | OPTIMISTIC | DADFAILED | HOMEADDRESS | TENTATIVE | MANAGETEMPADDR | STABLE_PRIVACY;

  /// What a request for an IPv6 address may ask for.
  static final int IPV6_REQUESTABLE =
      NODAD | HOMEADDRESS | MANAGETEMPADDR | NOPREFIXROUTE | MCAUTOJOIN | OPTIMISTIC;

  private AddressFlags() {}
}
